import { z } from 'zod'
import { libraryId } from '#contract/ids.ts'
import { job } from '#platform/queue/job.ts'

/** Has vectors made of what a person's libraries hold, until nothing is left. Run again, it goes on where it stopped. */
export const buildMeaningJob = job({
  name: 'meaning.build',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 5,
  timeoutMs: 6 * 3_600_000,
  backoffMs: 5_000,
})

/** Looks whose papers have no vectors yet: of the owner of a library, or of everybody. */
export const noticeMeaningJob = job({
  name: 'meaning.notice',
  queue: 'default',
  // Of the events that lead to it only the library counts: what is new is read from the rows.
  payload: z.object({ libraryId: libraryId.optional() }),
  attempts: 3,
  timeoutMs: 60_000,
})
