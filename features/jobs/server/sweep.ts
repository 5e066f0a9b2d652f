import type { JobContext } from '#platform/queue/job.ts'
import { sweepJobs } from './house-queries.ts'

const dayMs = 86_400_000
/** Rows in one transaction: each takes its attempts with it, and others want to write meanwhile. */
const batchSize = 2_000

/** Removes housekeeping that ended a day ago, and all ended jobs after the time they are kept. */
export async function sweep(_payload: unknown, { house, asSystem, note, signal }: JobContext): Promise<void> {
  const nowMs = house.clock.now().getTime()
  const keptSince = new Date(nowMs - house.config.SEOGO_JOB_RETENTION_DAYS * dayMs)
  const housekeepingSince = new Date(nowMs - dayMs)
  let removed = 0
  for (;;) {
    signal.throwIfAborted()
    const swept = await asSystem('sweep ended jobs', (tx) =>
      sweepJobs(tx, { keptSince, housekeepingSince, limit: batchSize }),
    )
    removed += swept
    if (swept < batchSize) break
  }
  note({ removed })
}
