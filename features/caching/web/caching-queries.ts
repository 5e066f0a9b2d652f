import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { getCaching } from '../contract.ts'

/** Live with the other figures of performance, and by itself where nothing is measured. */
export const cachingQuery = queryOptions({
  queryKey: ['performance', 'caching'],
  queryFn: ({ signal }) => call(getCaching, {}, { signal }),
  refetchInterval: 10_000,
})
