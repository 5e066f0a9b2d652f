import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

/** Removes counters and measures that are over, and old events. */
export const sweepJob = job({
  name: 'watch.sweep',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})
