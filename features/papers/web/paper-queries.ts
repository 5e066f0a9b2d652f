import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { CallOf } from '#contract/endpoint.ts'
import { call } from '#web/lib/call.ts'
import { getPaper, listPapers } from '../contract.ts'

/** What narrows and orders the list. */
export type PaperFilter = Omit<CallOf<typeof listPapers>['query'], 'cursor' | 'limit'>

const rowsPerPage = 100

/** The library's rows in keyset pages. While a new filter is asked, the rows before stay. */
export function papersQuery(filter: PaperFilter) {
  return infiniteQueryOptions({
    queryKey: ['papers', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        listPapers,
        { query: { ...filter, limit: rowsPerPage, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  })
}

/** One paper with its files. */
export function paperQuery(paperId: string) {
  return queryOptions({
    queryKey: ['paper', paperId],
    queryFn: ({ signal }) => call(getPaper, { params: { paperId } }, { signal }),
  })
}
