import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

/** Merges what was measured into minutes, hours and days. */
export const rollUpJob = job({
  name: 'performance.rollUp',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 1,
  timeoutMs: 5 * 60_000,
})
