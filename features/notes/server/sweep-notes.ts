import type { JobContext } from '#platform/queue/job.ts'
import { deleteTrashed } from './queries.ts'

const keptMs = 30 * 24 * 3_600_000

/** Takes notes out for good that have been in the trash for thirty days. */
export async function sweepNotes(_payload: unknown, context: JobContext): Promise<void> {
  const before = new Date(context.house.clock.now().getTime() - keptMs)
  const removed = await context.asSystem('sweep notes', (tx) => deleteTrashed(tx, before))
  context.note({ removed })
}
