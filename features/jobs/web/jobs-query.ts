import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { type JobState, listJobs } from '../contract.ts'

const rowsPerPage = 50

/** The person's jobs, newest first. */
export function jobsQuery(state: JobState | 'unfinished' | undefined) {
  return infiniteQueryOptions({
    queryKey: ['jobs', state ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      call(
        listJobs,
        { query: { state, limit: rowsPerPage, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
}
