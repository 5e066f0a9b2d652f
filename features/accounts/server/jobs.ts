import { z } from 'zod'
import { userId } from '#contract/ids.ts'
import { job } from '#platform/queue/job.ts'

/** Removes ended sessions, old links and counted attempts. */
export const sweepJob = job({
  name: 'accounts.sweep',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})

/** Takes away what is somebody's who deleted their account. */
export const deletePersonJob = job({
  name: 'accounts.deletePerson',
  queue: 'default',
  payload: z.strictObject({ userId }),
  attempts: 10,
  timeoutMs: 15 * 60_000,
})
