import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { jobId, userId } from '#contract/ids.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { instant } from '#contract/time.ts'

export const jobState = z.enum([
  'waiting',
  'delayed',
  'active',
  'retrying',
  'completed',
  'failed',
  'cancelled',
])
export type JobState = z.infer<typeof jobState>

export const backgroundJob = z.strictObject({
  id: jobId,
  /** The job's name, e.g. `analysis.ask`; the screen has words for each. */
  kind: z.string(),
  state: jobState,
  /** What the job is doing now, a word of the kind's own closed list. */
  stage: z.string().nullable(),
  progressPercent: z.int().min(0).max(100),
  attempts: z.int(),
  maxAttempts: z.int(),
  /** Error class and message of the last attempt that failed. */
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  /** What it is about, for a link: e.g. a paper. */
  subject: z.strictObject({ kind: z.string(), id: z.uuid(), title: z.string().nullable() }).nullable(),
  requestedBy: userId.nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** When the next attempt is due. */
  runAt: instant,
})
export type BackgroundJob = z.infer<typeof backgroundJob>

export const listJobs = endpoint({
  name: 'jobs.list',
  method: 'GET',
  path: '/api/jobs',
  access: 'jobs:read',
  summary: 'The background jobs the asking person started, newest first.',
  query: z.strictObject({
    ...pageQuery.shape,
    state: z.union([jobState, z.literal('unfinished')]).optional(),
  }),
  reply: z.strictObject({
    ...pageOf(backgroundJob).shape,
    counts: z.partialRecord(jobState, z.int()),
  }),
})

export const getJob = endpoint({
  name: 'jobs.get',
  method: 'GET',
  path: '/api/jobs/:jobId',
  access: 'jobs:read',
  summary: 'One background job.',
  params: z.strictObject({ jobId }),
  reply: backgroundJob,
})

export const cancelJob = endpoint({
  name: 'jobs.cancel',
  method: 'POST',
  path: '/api/jobs/:jobId/cancel',
  access: 'jobs:control',
  summary: 'Cancels a job that has not ended; a running one is aborted, also in another process.',
  params: z.strictObject({ jobId }),
  reply: backgroundJob,
})

export const retryJob = endpoint({
  name: 'jobs.retry',
  method: 'POST',
  path: '/api/jobs/:jobId/retry',
  access: 'jobs:control',
  summary: 'Runs a failed or cancelled job again, from its first attempt.',
  params: z.strictObject({ jobId }),
  reply: backgroundJob,
})
