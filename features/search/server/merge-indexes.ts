import type { JobContext } from '#platform/queue/job.ts'
import { mergeWritten } from './queries.ts'

/** Merges what was written since the last time into the indexes, so that no search reads it one by one. */
export async function mergeIndexes(_payload: unknown, context: JobContext): Promise<void> {
  context.note({ pages: await context.asSystem('merge indexes', mergeWritten) })
}
