import { queryOptions } from '@tanstack/react-query'
import type { UserId } from '#contract/ids.ts'
import { call } from '#web/lib/call.ts'
import {
  getAllowances,
  getRequests,
  getRequestsOfAll,
  getUsage,
  getUsageOfAll,
  listFlags,
  listLimits,
  type RequestGrouping,
  type UsageGrouping,
} from '../contract.ts'

/** What the person has used today and this month, and what is left. Work under way settles by itself. */
export const allowancesQuery = queryOptions({
  queryKey: ['usage', 'allowances'],
  queryFn: ({ signal }) => call(getAllowances, {}, { signal }),
  refetchInterval: ({ state: { data } }) =>
    data?.items.some(({ reserved }) => reserved > 0) === true ? 5_000 : 60_000,
})

export type Whose = 'own' | 'everybody'

type Asked = { readonly by: UsageGrouping; readonly days: number; readonly userId?: UserId | undefined }

/** What calls came to; of one person, where everybody's may be seen. */
export function usageQuery(whose: Whose, { by, days, userId }: Asked) {
  return queryOptions({
    queryKey: ['usage', whose, by, days, userId],
    queryFn: ({ signal }) =>
      whose === 'everybody' || by === 'person'
        ? call(getUsageOfAll, { query: { by, days, userId } }, { signal })
        : call(getUsage, { query: { by, days } }, { signal }),
  })
}

/** How often the API was asked. */
export function requestsQuery(whose: Whose, by: RequestGrouping, days: number) {
  return queryOptions({
    queryKey: ['usage', 'requests', whose, by, days],
    queryFn: ({ signal }) =>
      whose === 'everybody' || by === 'person'
        ? call(getRequestsOfAll, { query: { by, days } }, { signal })
        : call(getRequests, { query: { by, days } }, { signal }),
  })
}

export const flagsQuery = queryOptions({
  queryKey: ['usage', 'flags'],
  queryFn: ({ signal }) => call(listFlags, { query: {} }, { signal }),
})

export const limitsQuery = queryOptions({
  queryKey: ['usage', 'limits'],
  queryFn: ({ signal }) => call(listLimits, {}, { signal }),
})
