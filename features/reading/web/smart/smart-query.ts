import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { countSmartCollections, listSmartCollections } from '../../contract.ts'

/** One's own smart collections and those of the libraries one sees; stale whenever collections or tags change. */
export const smartQuery = queryOptions({
  queryKey: ['collections', 'smart'],
  queryFn: ({ signal }) => call(listSmartCollections, {}, { signal }),
})

/** How many papers each holds now; stale whenever papers change. */
export const smartCountsQuery = queryOptions({
  queryKey: ['papers', 'smart-counts'],
  queryFn: ({ signal }) => call(countSmartCollections, {}, { signal }),
})
