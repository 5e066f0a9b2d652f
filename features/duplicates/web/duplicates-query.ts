import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { comparePapers, listDuplicates, readKinship } from '../contract.ts'

const rowsPerPage = 30

/** Pairs that may be one, the surest first. Its key begins with `papers`: what changes papers changes it. */
export const duplicatesQuery = infiniteQueryOptions({
  queryKey: ['papers', 'duplicates'],
  queryFn: ({ pageParam, signal }) =>
    call(
      listDuplicates,
      { query: { limit: rowsPerPage, ...(pageParam === null ? {} : { cursor: pageParam }) } },
      { signal },
    ),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  placeholderData: keepPreviousData,
})

/** How many pairs wait for somebody to decide. */
export const duplicateCountQuery = queryOptions({
  queryKey: ['papers', 'duplicate-count'],
  queryFn: async ({ signal }) => (await call(listDuplicates, { query: { limit: 1 } }, { signal })).total,
  staleTime: 60_000,
})

/** What a paper is kin to. */
export function kinshipQuery(paperId: string) {
  return queryOptions({
    queryKey: ['paper', paperId, 'kinship'],
    queryFn: ({ signal }) => call(readKinship, { params: { paperId } }, { signal }),
  })
}

/** Two papers side by side. A topic of its own: a merge must not ask again for the pair that is one by now. */
export function comparisonQuery(paperId: string, otherId: string) {
  return queryOptions({
    queryKey: ['comparison', paperId, otherId],
    gcTime: 0,
    queryFn: ({ signal }) => call(comparePapers, { params: { paperId, otherId } }, { signal }),
  })
}
