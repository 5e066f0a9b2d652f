import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listPasskeys } from '../../contract.ts'

export const passkeysQuery = queryOptions({
  queryKey: ['account', 'passkeys'],
  queryFn: ({ signal }) => call(listPasskeys, {}, { signal }),
})
