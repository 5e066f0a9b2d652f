import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { UserId } from '#contract/ids.ts'
import { call } from '#web/lib/call.ts'
import {
  getJobTimeline,
  type JobState,
  listAllJobs,
  listFailedClasses,
  listJobs,
  listQueues,
  listRefusedEvents,
  listSchedules,
} from '../contract.ts'
import { isUnfinished } from './job-words.ts'

const rowsPerPage = 50
/** Forecasts grow old by themselves while something runs. */
const forecastEveryMs = 10_000
const runningEveryMs = 2_000

/** Which jobs are looked at. */
export type JobSearch = {
  readonly state?: JobState | 'unfinished' | undefined
  readonly kind?: string | undefined
  readonly errorCode?: string | undefined
  readonly userId?: UserId | undefined
}
export type Whose = 'own' | 'everybody'

/** Jobs, newest first: the person's, or everybody's. */
export function jobsQuery(whose: Whose, { userId, ...filter }: JobSearch) {
  return infiniteQueryOptions({
    queryKey: ['jobs', whose, filter, userId ?? null],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, limit: rowsPerPage, ...(pageParam === null ? {} : { cursor: pageParam }) }
      return whose === 'own'
        ? call(listJobs, { query }, { signal })
        : call(listAllJobs, { query: { ...query, userId } }, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ finishedAt }) => finishedAt === null)) === true
        ? forecastEveryMs
        : false,
  })
}

/** One job with all its attempts. */
export function timelineQuery(jobId: string) {
  return queryOptions({
    queryKey: ['jobs', jobId, 'timeline'],
    queryFn: ({ signal }) => call(getJobTimeline, { params: { jobId } }, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.job.finishedAt === null ? forecastEveryMs : false),
  })
}

/** Everybody's failed jobs by kind and error class. */
export const failedClassesQuery = queryOptions({
  queryKey: ['jobs', 'failed classes'],
  queryFn: ({ signal }) => call(listFailedClasses, {}, { signal }),
})

export const queuesQuery = queryOptions({
  queryKey: ['jobs', 'queues'],
  queryFn: ({ signal }) => call(listQueues, {}, { signal }),
})

export const schedulesQuery = queryOptions({
  queryKey: ['jobs', 'schedules'],
  queryFn: ({ signal }) => call(listSchedules, {}, { signal }),
  // Housekeeping is nobody's news: that a run has ended shows only to who asks again.
  refetchInterval: ({ state: { data } }) =>
    data?.items.some(({ lastState }) => lastState !== null && isUnfinished(lastState)) === true
      ? runningEveryMs
      : false,
})

export const refusedEventsQuery = queryOptions({
  queryKey: ['jobs', 'refused events'],
  queryFn: ({ signal }) => call(listRefusedEvents, {}, { signal }),
})
