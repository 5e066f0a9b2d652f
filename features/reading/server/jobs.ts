import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

/** Tells people what is new in the searches and tags they follow. */
export const tellFollowersJob = job({
  name: 'reading.tellFollowers',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 1,
  timeoutMs: 10 * 60_000,
})
