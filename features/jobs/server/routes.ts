import type { House } from '#platform/house.ts'
import { type Route, route } from '#platform/http/route.ts'
import {
  cancelJob,
  controlAllJobs,
  controlJobs,
  getJob,
  getJobTimeline,
  listAllJobs,
  listFailedClasses,
  listJobs,
  listQueues,
  listRefusedEvents,
  listSchedules,
  retryJob,
  runSchedule,
  setJobPriority,
  setQueue,
  settleRefusedEvent,
} from '../contract.ts'
import { cancelJobOf, controlMany, retryOwnJob, setPriorityOf, whereSeen } from './control-jobs.ts'
import { withForecasts } from './forecasts.ts'
import {
  changeQueue,
  listFailedClassesOf,
  listQueuesOf,
  listRefused,
  listSchedulesOf,
  runScheduleNow,
  settleRefused,
} from './look-after-house.ts'
import { listJobsIn, requireJob, requireTimeline } from './read-jobs.ts'
import type { JobInput } from './to-job.ts'

async function withForecast(house: House, job: JobInput): Promise<JobInput> {
  return (await withForecasts(house, [job]))[0] ?? job
}

const own: readonly Route[] = [
  route(listJobs, async ({ query }, { house, caller }) => {
    const page = await house.database.asUser(caller.userId, (tx) => listJobsIn(tx, query))
    return { ...page, items: await withForecasts(house, page.items) }
  }),
  route(getJob, async ({ params: { jobId } }, { house, caller }) =>
    withForecast(house, await whereSeen(house, caller, jobId, (tx) => requireJob(tx, jobId))),
  ),
  route(getJobTimeline, async ({ params: { jobId } }, { house, caller }) => {
    const timeline = await whereSeen(house, caller, jobId, (tx) => requireTimeline(tx, jobId))
    return { ...timeline, job: await withForecast(house, timeline.job) }
  }),
  route(cancelJob, ({ params }, { house, caller }) => cancelJobOf(house, caller, params.jobId)),
  route(retryJob, ({ params: { jobId } }, { house, caller }) =>
    whereSeen(house, caller, jobId, (tx) => retryOwnJob(tx, jobId)),
  ),
  route(setJobPriority, async ({ params: { jobId }, body }, { house, caller }) =>
    withForecast(house, await setPriorityOf(house, caller, { id: jobId, ...body })),
  ),
  route(controlJobs, ({ body }, { house, caller }) => controlMany(house, caller.userId, body)),
]

const everybodys: readonly Route[] = [
  route(listAllJobs, async ({ query }, { house }) => {
    const page = await house.database.asSystem('look at all jobs', (tx) => listJobsIn(tx, query))
    return { ...page, items: await withForecasts(house, page.items) }
  }),
  route(controlAllJobs, ({ body }, { house, caller, clientAddress }) =>
    controlMany(house, { by: caller.userId, address: clientAddress }, body),
  ),
  route(listFailedClasses, async (_, { house }) => ({ items: await listFailedClassesOf(house) })),
  route(listQueues, (_, { house }) => listQueuesOf(house)),
  route(setQueue, ({ params, body }, { house, caller }) =>
    changeQueue(house, { ...params, ...body, by: caller.userId }),
  ),
  route(listSchedules, (_, { house }) => listSchedulesOf(house)),
  route(runSchedule, ({ params }, { house }) => runScheduleNow(house, params.schedule)),
  route(listRefusedEvents, (_, { house }) => listRefused(house)),
  route(settleRefusedEvent, ({ params, body }, { house }) => settleRefused(house, params.id, body.action)),
]

export const routes: readonly Route[] = [...own, ...everybodys]
