import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { may } from '#contract/permissions.ts'
import { meQuery } from '#features/accounts/web/me-query.ts'
import { findAnything, getHome } from '#features/admin/contract.ts'
import { call } from '#web/lib/call.ts'

/** Figures that nobody announces, such as the room on the disk. */
const lookEveryMs = 60_000
/** A thousand jobs that end are not a thousand questions. */
const atMostEveryMs = 3_000

export const homeQuery = queryOptions({
  queryKey: ['attention', 'home'],
  queryFn: ({ signal }) => call(getHome, {}, { signal }),
  refetchInterval: lookEveryMs,
  meta: { topics: ['jobs', 'health', 'notifications', 'account'], atMostEveryMs },
})

/** Asks before the page does; who may not see it asks nothing. */
export async function fetchHome(client: QueryClient): Promise<void> {
  const { role } = await client.ensureQueryData(meQuery)
  if (may(role, 'house:read')) await client.ensureQueryData(homeQuery)
}

const keptForMs = 30_000

export const findQuery = (asked: string) =>
  queryOptions({
    queryKey: ['admin', 'find', asked],
    queryFn: ({ signal }) => call(findAnything, { query: { q: asked } }, { signal }),
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: keptForMs,
  })
