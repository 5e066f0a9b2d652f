import type { JobContext } from '#platform/queue/job.ts'
import { deleteRemovedBefore } from './queries.ts'

const keptMs = 30 * 86_400_000

/** Forgets highlights that were taken away more than thirty days ago. */
export async function sweep(_payload: unknown, context: JobContext): Promise<void> {
  const before = new Date(context.house.clock.now().getTime() - keptMs)
  const forgotten = await context.asSystem('old removed highlights are forgotten', (tx) =>
    deleteRemovedBefore(tx, before),
  )
  context.note({ forgotten })
}
