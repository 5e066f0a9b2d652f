import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listAnnouncements, listNotifications } from '../../contract.ts'

const mostStanding = 3

/** Announcements the person has not closed, the newest first. */
export const standingQuery = queryOptions({
  queryKey: ['notifications', 'standing'],
  queryFn: ({ signal }) =>
    call(
      listNotifications,
      { query: { limit: mostStanding, type: 'announcement', unread: 'true' } },
      { signal },
    ),
})

/** For who looks after the house: what was and will be announced. */
export const announcementsQuery = queryOptions({
  queryKey: ['announcements'],
  queryFn: ({ signal }) => call(listAnnouncements, {}, { signal }),
  // Who reads theirs changes the counts.
  meta: { topics: ['notifications'] },
})
