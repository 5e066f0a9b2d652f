import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { getMeaning } from '../contract.ts'

const lookEveryMs = 2_000

/** Who makes vectors, and how far that is; looked at again while it goes on. */
export const meaningQuery = queryOptions({
  // Below the keys: what is told of those is told of this.
  queryKey: ['keys', 'meaning'],
  queryFn: ({ signal }) => call(getMeaning, {}, { signal }),
  refetchInterval: ({ state: { data } }) => (data?.state === 'building' ? lookEveryMs : false),
})
