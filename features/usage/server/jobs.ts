import { z } from 'zod'
import { job } from '#platform/queue/job.ts'
import { limitNear } from '../contract.ts'

/** Tells whom it concerns that a limit is near. */
export const tellLimitJob = job({
  name: 'usage.tellLimit',
  queue: 'default',
  payload: limitNear.payload,
  attempts: 5,
  timeoutMs: 60_000,
})

/** Takes away hours and networks that are older than they are kept. */
export const sweepUsageJob = job({
  name: 'usage.sweep',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})

/** Looks at the hours that are over for what is unusual of whom it is about. */
export const reviewUsageJob = job({
  name: 'usage.review',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 300_000,
})
