import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { getGameDay, getHealth, listAlertRules, listAlerts, listHealthChanges } from '../contract.ts'

/** How the house is: told live when a state changes, and looked at now and then for the figures. */
export const healthQuery = (everyMs: number) =>
  queryOptions({
    queryKey: ['health', 'report'],
    queryFn: ({ signal }) => call(getHealth, {}, { signal }),
    refetchInterval: everyMs,
  })

export const alertRulesQuery = queryOptions({
  queryKey: ['health', 'rules'],
  queryFn: ({ signal }) => call(listAlertRules, {}, { signal }),
  refetchInterval: 10_000,
})

/** What is broken is over by itself, which nobody tells. */
export const gameDayQuery = queryOptions({
  queryKey: ['health', 'game-day'],
  queryFn: ({ signal }) => call(getGameDay, {}, { signal }),
  refetchInterval: ({ state }) => (state.data?.breaks.some(({ isBroken }) => isBroken) ? 1_000 : false),
})

const pageLength = 20

const pageOf = (cursor: string | undefined) => ({
  query: { limit: pageLength, ...(cursor !== undefined && { cursor }) },
})

export const alertsQuery = infiniteQueryOptions({
  queryKey: ['health', 'alerts'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => call(listAlerts, pageOf(pageParam), { signal }),
  getNextPageParam: ({ next }) => next ?? undefined,
})

export const changesQuery = infiniteQueryOptions({
  queryKey: ['health', 'changes'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => call(listHealthChanges, pageOf(pageParam), { signal }),
  getNextPageParam: ({ next }) => next ?? undefined,
})
