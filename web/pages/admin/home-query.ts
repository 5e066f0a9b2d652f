import { keepPreviousData, queryOptions } from '@tanstack/react-query'
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

const keptForMs = 30_000

export const findQuery = (asked: string) =>
  queryOptions({
    queryKey: ['admin', 'find', asked],
    queryFn: ({ signal }) => call(findAnything, { query: { q: asked } }, { signal }),
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: keptForMs,
  })
