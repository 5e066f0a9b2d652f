import { z } from 'zod'
import { answerId, libraryId } from '#contract/ids.ts'
import { jobEnded } from '#contract/job-events.ts'
import { job } from '#platform/queue/job.ts'

/** Asks one provider for one answer. */
export const askAnswerJob = job({
  name: 'analysis.ask',
  queue: 'analysis',
  payload: z.strictObject({ answerId }),
  attempts: 5,
  // Above the longest provider timeout that can be configured, which ends a question first.
  timeoutMs: 3_900_000,
  backoffMs: 2_000,
})

/** Asks about the papers of a batch, a few at a time. Run again, it goes on where it stopped. */
export const askBatchJob = job({
  name: 'analysis.askBatch',
  queue: 'default',
  payload: z.strictObject({ batchId: z.uuid() }),
  attempts: 5,
  timeoutMs: 3_600_000,
  backoffMs: 2_000,
})

/** Looks for whom new papers of a library are to be analysed; of any library without one. */
export const noticeNewJob = job({
  name: 'analysis.noticeNew',
  queue: 'default',
  // Of the events that lead to it only the library counts: what is new is read from the rows.
  payload: z.object({ libraryId: libraryId.optional() }),
  attempts: 5,
  timeoutMs: 60_000,
  backoffMs: 2_000,
})

/** Takes new papers up for one person. */
export const takeNewJob = job({
  name: 'analysis.takeNew',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 5,
  timeoutMs: 60_000,
  backoffMs: 2_000,
})

/** Settles the answer whose job ended without it: cancelled, or given up after its workers died. */
export const settleEndedJob = job({
  name: 'analysis.settleEnded',
  queue: 'default',
  payload: jobEnded.payload,
  attempts: 10,
  timeoutMs: 30_000,
})
