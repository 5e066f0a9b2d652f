import { z } from 'zod'
import { secondFactorReset } from '#features/accounts/contract.ts'
import { job } from '#platform/queue/job.ts'

/** Makes the partitions of every table that is split by time ahead, and drops what has outlived its retention. */
export const maintainPartitionsJob = job({
  name: 'notifications.maintainPartitions',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 5,
  timeoutMs: 60_000,
})

/** Tells a person that their second factor was taken away. */
export const tellResetJob = job({
  name: 'notifications.tellSecondFactorReset',
  queue: 'default',
  payload: secondFactorReset.payload,
  attempts: 5,
  timeoutMs: 60_000,
})
