import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

/** Removes acts after the time that they are kept. */
export const sweepHistoryJob = job({
  name: 'history.sweep',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 30 * 60_000,
})
