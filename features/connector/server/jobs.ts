import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

/** Forgets savings that nothing comes after any more, and counted wrong addresses. */
export const sweepJob = job({
  name: 'connector.sweep',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})
