import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listPaperSources } from '../contract.ts'

/** What the sources say of a paper; it goes stale with the paper. */
export function paperSourcesQuery(paperId: string) {
  return queryOptions({
    queryKey: ['paper', paperId, 'sources'],
    queryFn: ({ signal }) => call(listPaperSources, { params: { paperId } }, { signal }),
  })
}
