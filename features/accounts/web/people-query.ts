import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listPeople } from '../contract.ts'

/** Everybody with an account here. */
export const peopleQuery = queryOptions({
  queryKey: ['account', 'people'],
  queryFn: ({ signal }) => call(listPeople, {}, { signal }),
})
