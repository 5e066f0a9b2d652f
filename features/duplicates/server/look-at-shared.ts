import type { z } from 'zod'
import type { JobContext } from '#platform/queue/job.ts'
import type { lookAtSharedJob } from './jobs.ts'
import { pairOf, suggestFor, tellOf } from './look.ts'
import { lockWatch } from './look-queries.ts'

/** Of two papers that were given one file, how sure it is that they are one. */
const strength = 0.95

/** Suggests two papers that were given the same bytes: one of them has the file, whatever their records say. */
export async function lookAtShared(
  { libraryId, paperId, otherId }: z.output<typeof lookAtSharedJob.payload>,
  context: JobContext,
): Promise<void> {
  await context.asSystem('look at a file meant for two papers', async (tx) => {
    if ((await lockWatch(tx, libraryId)) === undefined) return context.note({ skipped: true })
    const told = new Map([[pairOf(paperId, otherId).join(' '), [{ kind: 'same_file' as const, strength }]]])
    const suggested = await suggestFor(tx, libraryId, [paperId], told)
    await tellOf(tx, { userId: context.userId, libraryId }, suggested)
    context.note({ suggested })
  })
}
