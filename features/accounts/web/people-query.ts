import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Role } from '#contract/permissions.ts'
import { call } from '#web/lib/call.ts'
import { listPeople, type PersonState } from '../contract.ts'

/** Everybody with an account here. */
export const peopleQuery = queryOptions({
  queryKey: ['account', 'people'],
  queryFn: ({ signal }) => call(listPeople, { query: {} }, { signal }),
})

/** Which people are looked at. */
export type PeopleSearch = {
  readonly q?: string | undefined
  readonly role?: Role | undefined
  readonly state?: PersonState | undefined
}

const rowsPerPage = 50

/** People in pages, narrowed. */
export const peoplePages = (search: PeopleSearch) =>
  infiniteQueryOptions({
    queryKey: ['account', 'people', 'pages', search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(listPeople, { query: { ...search, limit: rowsPerPage, cursor: pageParam } }, { signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  })
