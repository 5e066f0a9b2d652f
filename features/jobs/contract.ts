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

export const jobPriority = z.enum(['low', 'normal', 'high'])
export type JobPriority = z.infer<typeof jobPriority>

/** When a job will probably have ended: four of five do so between the two instants. */
export const forecast = z.strictObject({
  startsFrom: instant,
  startsTo: instant,
  endsFrom: instant,
  endsTo: instant,
  /** Made of the durations of so many like it; `prior` as long as there are too few, and then a guess stated by the kind. */
  basis: z.enum(['history', 'prior']),
  samples: z.int(),
  /** Jobs that will start before it, as it stands now. */
  ahead: z.int(),
})
export type Forecast = z.infer<typeof forecast>

export const backgroundJob = z.strictObject({
  id: jobId,
  /** The job's name, e.g. `analysis.ask`; the screen has words for each. */
  kind: z.string(),
  queue: z.string(),
  state: jobState,
  priority: jobPriority,
  /** What the job is doing now, a word of the kind's own closed list. */
  stage: z.string().nullable(),
  progressPercent: z.int().min(0).max(100),
  attempts: z.int(),
  maxAttempts: z.int(),
  /** Error class and message of the last attempt that failed. */
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  /** What it is about, for a link: e.g. a paper. Without its title when it is somebody else's. */
  subject: z.strictObject({ kind: z.string(), id: z.uuid(), title: z.string().nullable() }).nullable(),
  requestedBy: userId.nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** When the next attempt is due. */
  runAt: instant,
  /** Why it does not start although it is due. */
  heldBy: z.enum(['paused', 'queue_paused', 'provider_paused']).nullable(),
  /** Null when it has ended, or nobody can say: a paused queue, no worker. */
  forecast: forecast.nullable(),
})
export type BackgroundJob = z.infer<typeof backgroundJob>

const filters = {
  state: z.union([jobState, z.literal('unfinished')]).optional(),
  kind: z.string().max(100).optional(),
  errorCode: z.string().max(100).optional(),
}

/** A page of jobs with how many there are in each state, and the kinds and error classes among them. */
const jobPage = z.strictObject({
  ...pageOf(backgroundJob).shape,
  counts: z.partialRecord(jobState, z.int()),
  kinds: z.array(z.string()),
  errorCodes: z.array(z.string()),
})
export type JobPage = z.infer<typeof jobPage>

export const listJobs = endpoint({
  name: 'jobs.list',
  method: 'GET',
  path: '/api/jobs',
  access: 'jobs:read',
  summary: 'The background jobs the asking person started, newest first.',
  query: z.strictObject({
    ...pageQuery.shape,
    ...filters,
  }),
  reply: jobPage,
})

export const listAllJobs = endpoint({
  name: 'jobs.listAll',
  method: 'GET',
  path: '/api/admin/jobs',
  access: 'jobs:administer',
  summary: 'Everybody’s background jobs, newest first.',
  query: z.strictObject({ ...pageQuery.shape, ...filters, userId: userId.optional() }),
  reply: jobPage,
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

export const attemptOutcome = z.enum([
  'completed',
  'failed',
  'retrying',
  'handed_back',
  'cancelled',
  'worker_died',
])

const relatedJob = z.strictObject({ id: jobId, kind: z.string(), state: jobState })

export const getJobTimeline = endpoint({
  name: 'jobs.getTimeline',
  method: 'GET',
  path: '/api/jobs/:jobId/timeline',
  access: 'jobs:read',
  summary: 'One background job with all its attempts, the job that asked for it and those it asked for.',
  params: z.strictObject({ jobId }),
  reply: z.strictObject({
    job: backgroundJob,
    attempts: z.array(
      z.strictObject({
        execution: z.int(),
        outcome: attemptOutcome,
        startedAt: instant,
        finishedAt: instant,
        error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
        worker: z.string().nullable(),
      }),
    ),
    parent: relatedJob.nullable(),
    children: z.array(relatedJob),
  }),
})
export type JobTimeline = z.infer<typeof getJobTimeline.reply>

export const cancelJob = endpoint({
  name: 'jobs.cancel',
  method: 'POST',
  path: '/api/jobs/:jobId/cancel',
  withoutRoom: true,
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

export const setJobPriority = endpoint({
  name: 'jobs.setPriority',
  method: 'PUT',
  path: '/api/jobs/:jobId/priority',
  access: 'jobs:control',
  summary: 'Moves a job that waits to the front of the line, behind others, or back to its turn.',
  params: z.strictObject({ jobId }),
  body: z.strictObject({ priority: jobPriority }),
  reply: backgroundJob,
})

/** Which jobs of many: those named, or all that the filters leave. */
const many = z.strictObject({
  action: z.enum(['cancel', 'retry']),
  jobIds: z.array(jobId).min(1).max(1_000).optional(),
  ...filters,
})
const howMany = z.strictObject({ changed: z.int() })

export const controlJobs = endpoint({
  name: 'jobs.control',
  method: 'POST',
  path: '/api/jobs/control',
  access: 'jobs:control',
  summary:
    'Cancels what has not ended of the asking person’s jobs, or runs again what failed or was cancelled.',
  body: many,
  reply: howMany,
})

export const controlAllJobs = endpoint({
  name: 'jobs.controlAll',
  method: 'POST',
  path: '/api/admin/jobs/control',
  access: 'jobs:administer',
  summary: 'The same for everybody’s jobs.',
  body: z.strictObject({ ...many.shape, userId: userId.optional() }),
  reply: howMany,
})

/** Failed jobs that failed for the same reason. */
export const failedClass = z.strictObject({
  kind: z.string(),
  errorCode: z.string(),
  count: z.int(),
  lastAt: instant,
  /** What the last of them said. */
  lastMessage: z.string().nullable(),
})
export type FailedClass = z.infer<typeof failedClass>

export const listFailedClasses = endpoint({
  name: 'jobs.listFailedClasses',
  method: 'GET',
  path: '/api/admin/failed-jobs',
  access: 'jobs:administer',
  summary: 'Everybody’s failed jobs by kind and error class, those that failed last first.',
  reply: z.strictObject({ items: z.array(failedClass) }),
})

export const jobQueue = z.strictObject({
  name: z.string(),
  paused: z.boolean(),
  pausedAt: instant.nullable(),
  /** Jobs all workers together may run at once and begin in a minute; null: as many as they take. */
  mostRunning: z.int().nullable(),
  mostPerMinute: z.int().nullable(),
  waiting: z.int(),
  delayed: z.int(),
  active: z.int(),
  /** How long the longest waiting job has been due. */
  oldestWaitingMs: z.int(),
  /** Jobs that ended within the last hour, and how many of them failed. */
  endedInHour: z.int(),
  failedInHour: z.int(),
})
export type JobQueue = z.infer<typeof jobQueue>

export const listQueues = endpoint({
  name: 'jobs.listQueues',
  method: 'GET',
  path: '/api/admin/queues',
  access: 'jobs:administer',
  summary: 'The queues with what waits and runs in each, and the providers that are left alone for a while.',
  reply: z.strictObject({
    items: z.array(jobQueue),
    lanes: z.array(
      z.strictObject({ lane: z.string(), pausedUntil: instant, errorCode: z.string(), waiting: z.int() }),
    ),
    workers: z.int(),
  }),
})

export const setQueue = endpoint({
  name: 'jobs.setQueue',
  method: 'PATCH',
  path: '/api/admin/queues/:queue',
  access: 'jobs:administer',
  summary: 'Pauses a queue, lets it go on, or limits it. Jobs that run already end by themselves.',
  params: z.strictObject({ queue: z.string().max(100) }),
  body: z.strictObject({
    paused: z.boolean().optional(),
    mostRunning: z.int().min(1).max(10_000).nullish(),
    mostPerMinute: z.int().min(1).max(1_000_000).nullish(),
  }),
  reply: jobQueue,
})

export const jobSchedule = z.strictObject({
  name: z.string(),
  jobKind: z.string(),
  cron: z.string().nullable(),
  timeZone: z.string().nullable(),
  everyMs: z.int().nullable(),
  nextRunAt: instant,
  lastRunAt: instant.nullable(),
  lastState: jobState.nullable(),
})
export type JobSchedule = z.infer<typeof jobSchedule>

export const listSchedules = endpoint({
  name: 'jobs.listSchedules',
  method: 'GET',
  path: '/api/admin/schedules',
  access: 'jobs:administer',
  summary: 'What the house does by itself, when it did it last and when it will next.',
  reply: z.strictObject({ items: z.array(jobSchedule) }),
})

export const runSchedule = endpoint({
  name: 'jobs.runSchedule',
  method: 'POST',
  path: '/api/admin/schedules/:schedule/run',
  access: 'jobs:administer',
  summary: 'Has a schedule run now; its next run is counted from now.',
  params: z.strictObject({ schedule: z.string().max(200) }),
  reply: jobSchedule,
})

export const refusedEvent = z.strictObject({
  id: z.int(),
  event: z.string(),
  reaction: z.string(),
  reason: z.string(),
  happenedAt: instant,
})

export const listRefusedEvents = endpoint({
  name: 'jobs.listRefusedEvents',
  method: 'GET',
  path: '/api/admin/refused-events',
  access: 'jobs:administer',
  summary:
    'Events that a reaction did not understand, set aside so that the others go on; the newest hundred.',
  reply: z.strictObject({ items: z.array(refusedEvent) }),
})

export const settleRefusedEvent = endpoint({
  name: 'jobs.settleRefusedEvent',
  method: 'POST',
  path: '/api/admin/refused-events/:id/settle',
  access: 'jobs:administer',
  summary: 'Has an event that was set aside told again, or forgets it.',
  params: z.strictObject({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  body: z.strictObject({ action: z.enum(['tell_again', 'forget']) }),
  reply: z.strictObject({ id: z.int() }),
})
