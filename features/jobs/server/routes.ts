import { type Route, route } from '#platform/http/route.ts'
import { cancelJob, getJob, listJobs, retryJob } from '../contract.ts'
import { cancelOwnJob, listOwnJobs, requireJob, retryOwnJob } from './jobs.ts'

export const routes: readonly Route[] = [
  route(listJobs, ({ query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => listOwnJobs(tx, query)),
  ),
  route(getJob, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => requireJob(tx, params.jobId)),
  ),
  route(cancelJob, ({ params }, { house, caller }) => cancelOwnJob(house, caller.userId, params.jobId)),
  route(retryJob, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => retryOwnJob(tx, params.jobId)),
  ),
]
