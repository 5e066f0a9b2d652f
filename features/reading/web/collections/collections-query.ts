import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listCollections, listPaperCollections } from '../../contract.ts'

/** The collections of the libraries one may see. */
export const collectionsQuery = queryOptions({
  queryKey: ['collections'],
  queryFn: ({ signal }) => call(listCollections, { query: {} }, { signal }),
})

/** The collections a paper is filed in. */
export function paperCollectionsQuery(paperId: string) {
  return queryOptions({
    queryKey: ['collections', 'of', paperId],
    queryFn: ({ signal }) => call(listPaperCollections, { params: { paperId } }, { signal }),
  })
}
