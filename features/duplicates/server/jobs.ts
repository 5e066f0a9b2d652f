import { z } from 'zod'
import { libraryId } from '#contract/ids.ts'
import { fileElsewhere, fileRead } from '#features/papers/contract.ts'
import { job } from '#platform/queue/job.ts'

/**
 * Compares what changed in a library with what it may be one with. Of the events that lead to it only the library counts:
 * what is not looked at yet is read from the rows.
 */
export const lookJob = job({
  name: 'duplicates.look',
  queue: 'default',
  payload: z.object({ libraryId }),
  attempts: 5,
  timeoutMs: 15 * 60_000,
  backoffMs: 2_000,
})

/** Looks at the first pages of a file that was read. */
export const readFirstPagesJob = job({
  name: 'duplicates.readFirstPages',
  queue: 'default',
  payload: fileRead.payload,
  attempts: 5,
  timeoutMs: 60_000,
  backoffMs: 2_000,
})

/** Offers two papers that were given the same file. */
export const lookAtSharedJob = job({
  name: 'duplicates.lookAtShared',
  queue: 'default',
  payload: fileElsewhere.payload,
  attempts: 5,
  timeoutMs: 60_000,
  backoffMs: 2_000,
})

/** Looks once more for what no event told of. */
export const sweepJob = job({
  name: 'duplicates.sweep',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 15 * 60_000,
})
