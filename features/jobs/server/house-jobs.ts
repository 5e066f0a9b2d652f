import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

/** Removes ended jobs that are older than they are kept. */
export const sweepJob = job({
  name: 'jobs.sweep',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 5,
  timeoutMs: 30 * 60_000,
})
