import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { getSecuritySummary, listSecurityEvents } from '../contract.ts'

const pageSize = 30
/** Nobody announces an attack; who looks at it sees it within half a minute. */
const everyMs = 30_000

const pageAfter = (cursor: string | null) => (cursor === null ? {} : { cursor })

/** Security events, the newest first; `active` only those that are in force. */
export const eventsQuery = ({ active }: { readonly active: boolean }) =>
  infiniteQueryOptions({
    queryKey: ['watch', 'events', { active }],
    queryFn: ({ pageParam, signal }) =>
      call(
        listSecurityEvents,
        { query: { ...pageAfter(pageParam), limit: pageSize, ...(active ? { active: 'true' } : {}) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: everyMs,
  })

/** What the events of the last thirty days come to. */
export const summaryQuery = queryOptions({
  queryKey: ['watch', 'summary'],
  queryFn: ({ signal }) => call(getSecuritySummary, { query: {} }, { signal }),
  refetchInterval: everyMs,
})
