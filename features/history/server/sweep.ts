import type { JobContext } from '#platform/queue/job.ts'
import { sweepActs } from './queries.ts'

const dayMs = 86_400_000
/** Acts in one transaction: one of them may have changed every paper of a library. */
const batchSize = 100

/** Removes what was done before the days that history is kept; it cannot be taken back after. */
export async function sweepHistory(
  _payload: unknown,
  { house, asSystem, note, signal }: JobContext,
): Promise<void> {
  const doneBefore = new Date(house.clock.now().getTime() - house.config.SEOGO_HISTORY_DAYS * dayMs)
  let removed = 0
  for (let swept = batchSize; swept === batchSize; removed += swept) {
    signal.throwIfAborted()
    swept = await asSystem('sweep history', (tx) => sweepActs(tx, doneBefore, batchSize))
  }
  note({ removed })
}
