import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listLibraries, listMembers } from '../../contract.ts'

/** The libraries with their counts. Counts follow the papers, so the key is theirs. */
export const librariesQuery = queryOptions({
  queryKey: ['papers', 'libraries'],
  queryFn: ({ signal }) => call(listLibraries, {}, { signal }),
})

/** The people of a library. */
export function membersQuery(libraryId: string) {
  return queryOptions({
    queryKey: ['account', 'members', libraryId],
    queryFn: ({ signal }) => call(listMembers, { params: { libraryId } }, { signal }),
  })
}
