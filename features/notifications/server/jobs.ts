import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

/** Makes the partitions of every table that is split by time ahead, and drops what has outlived its retention. */
export const maintainPartitionsJob = job({
  name: 'notifications.maintainPartitions',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 5,
  timeoutMs: 60_000,
})
