import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

/** Takes notes out for good that have been in the trash for thirty days. */
export const sweepNotesJob = job({
  name: 'notes.sweep',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 10 * 60_000,
  backoffMs: 60_000,
})
