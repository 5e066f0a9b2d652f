import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

/** Seals what an earlier version sealed under the installation's secret itself under its owner's data key. */
export const sweepJob = job({
  name: 'vault.sweep',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})
