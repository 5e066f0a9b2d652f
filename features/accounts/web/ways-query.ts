import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listWaysIn } from '../contract.ts'

/** Which ways of coming in this server has; they change when it is set up anew. */
export const waysQuery = queryOptions({
  queryKey: ['ways in'],
  queryFn: ({ signal }) => call(listWaysIn, {}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})
