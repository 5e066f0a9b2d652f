import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listTags } from '../contract.ts'

/** The tags of the libraries one may see. */
export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: ({ signal }) => call(listTags, { query: {} }, { signal }),
})
