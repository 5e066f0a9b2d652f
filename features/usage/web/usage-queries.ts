import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { getAllowances, getUsage, getUsageOfAll, listLimits, type UsageGrouping } from '../contract.ts'

/** What the person has used today and this month, and what is left. Work under way settles by itself. */
export const allowancesQuery = queryOptions({
  queryKey: ['usage', 'allowances'],
  queryFn: ({ signal }) => call(getAllowances, {}, { signal }),
  refetchInterval: ({ state: { data } }) =>
    data?.items.some(({ reserved }) => reserved > 0) === true ? 5_000 : 60_000,
})

export type Whose = 'own' | 'everybody'

export function usageQuery(whose: Whose, by: UsageGrouping, days: number) {
  return queryOptions({
    queryKey: ['usage', whose, by, days],
    queryFn: ({ signal }) =>
      whose === 'everybody' || by === 'person'
        ? call(getUsageOfAll, { query: { by, days } }, { signal })
        : call(getUsage, { query: { by, days } }, { signal }),
  })
}

export const limitsQuery = queryOptions({
  queryKey: ['usage', 'limits'],
  queryFn: ({ signal }) => call(listLimits, {}, { signal }),
})
