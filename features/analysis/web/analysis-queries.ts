import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listProviders, listRuns } from '../contract.ts'

/** Who can be asked. Changes with the person's keys. */
export const providersQuery = queryOptions({
  queryKey: ['keys', 'providers'],
  queryFn: ({ signal }) => call(listProviders, {}, { signal }),
})

/** What was asked about a paper, newest first. */
export function runsQuery(paperId: string) {
  return queryOptions({
    queryKey: ['analyses', paperId],
    queryFn: ({ signal }) => call(listRuns, { params: { paperId } }, { signal }),
  })
}
