import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

/** Removes ended sessions, old links and counted attempts. */
export const sweepJob = job({
  name: 'accounts.sweep',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})
