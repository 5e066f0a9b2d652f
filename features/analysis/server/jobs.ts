import { z } from 'zod'
import { answerId } from '#contract/ids.ts'
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

/** Settles the answer whose job ended without it: cancelled, or given up after its workers died. */
export const settleEndedJob = job({
  name: 'analysis.settleEnded',
  queue: 'default',
  payload: jobEnded.payload,
  attempts: 10,
  timeoutMs: 30_000,
})
