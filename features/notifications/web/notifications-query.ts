import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listNotifications } from '../contract.ts'

const shownCount = 30

/** The newest notifications and how many are unread. */
export const notificationsQuery = queryOptions({
  queryKey: ['notifications'],
  queryFn: ({ signal }) => call(listNotifications, { query: { limit: shownCount } }, { signal }),
})
