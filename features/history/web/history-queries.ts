import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listActs, listHistory } from '../contract.ts'

const pageAfter = (cursor: string | null) => (cursor === null ? {} : { cursor })

/** What was done to a paper, the newest first; stale with the paper. */
export function historyQuery(paperId: string) {
  return infiniteQueryOptions({
    queryKey: ['paper', paperId, 'history'],
    queryFn: ({ pageParam, signal }) =>
      call(listHistory, { params: { paperId }, query: pageAfter(pageParam) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
}

/** What the person did of late. */
export const actsQuery = infiniteQueryOptions({
  queryKey: ['acts'],
  queryFn: ({ pageParam, signal }) => call(listActs, { query: pageAfter(pageParam) }, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
})
