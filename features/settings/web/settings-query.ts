import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listSettings } from '../contract.ts'

/** Every setting as it stands. */
export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => call(listSettings, {}, { signal }),
})
