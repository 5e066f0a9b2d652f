import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { CallOf } from '#contract/endpoint.ts'
import { call } from '#web/lib/call.ts'
import { countPapers, getPaper, getPlace, listPapers } from '../contract.ts'

/** What narrows and orders the list. */
export type ListChoice = Omit<CallOf<typeof listPapers>['query'], 'cursor' | 'offset' | 'limit'>

/** Rows that are fetched together; the list is a row of such windows. */
export const rowsInWindow = 100
/** Windows kept on either side of those on screen; those further off are let go, so that the list weighs the same anywhere. */
const windowsKept = 8

/** The rows of one window of the list. */
export function rowsQuery(choice: ListChoice, window: number) {
  return queryOptions({
    queryKey: ['papers', 'list', choice, window],
    queryFn: ({ signal }) => fetchRows(choice, window, signal),
    refetchOnWindowFocus: false,
  })
}

/** Asks for the rows of one window. */
export function fetchRows(choice: ListChoice, window: number, signal: AbortSignal) {
  const query = { ...choice, offset: window * rowsInWindow, limit: rowsInWindow }
  return call(listPapers, { query }, { signal })
}

/** How many papers the list has to the last one, for what a page of it only estimates. */
export function countQuery({ sort: _sort, direction: _direction, ...filter }: ListChoice) {
  return queryOptions({
    queryKey: ['papers', 'count', filter],
    queryFn: ({ signal }) => call(countPapers, { query: filter }, { signal }),
    refetchOnWindowFocus: false,
  })
}

/** At which row of the list a paper stands. */
export function placeQuery(choice: ListChoice, paperId: string) {
  return queryOptions({
    queryKey: ['papers', 'place', choice, paperId],
    queryFn: ({ signal }) => call(getPlace, { params: { paperId }, query: choice }, { signal }),
    refetchOnWindowFocus: false,
  })
}

/** Lets go of the windows of a list that are far from those between `first` and `last`; the first one stays. */
export function letGoFarWindows(
  client: QueryClient,
  choice: ListChoice,
  { first, last }: { first: number; last: number },
): void {
  client.removeQueries({
    queryKey: ['papers', 'list', choice],
    type: 'inactive',
    predicate: ({ queryKey }) => {
      const window = Number(queryKey[3])
      return window !== 0 && (window < first - windowsKept || window > last + windowsKept)
    },
  })
}

/** One paper with its files. */
export function paperQuery(paperId: string) {
  return queryOptions({
    queryKey: ['paper', paperId],
    queryFn: ({ signal }) => call(getPaper, { params: { paperId } }, { signal }),
  })
}
