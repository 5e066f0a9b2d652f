import { z } from 'zod'
import { notificationId, type UserId } from '#contract/ids.ts'
import { cursorInstant, fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { announcementRoutes } from './announcements/routes.ts'
import { deleteDeliveries, listDeliveries } from './delivery-queries.ts'
import { type After, countUnread, deleteOwn, listNotifications, markRead, markUnread } from './queries.ts'
import { settingsRoutes } from './settings-routes.ts'
import { toNotification } from './to-notification.ts'

const position = z.tuple([cursorInstant, notificationId])

function afterOf(cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined
  const [createdAt, id] = fromCursor(cursor, position) ?? []
  if (createdAt === undefined || id === undefined) throw new Problem('bad_request', { field: 'cursor' })
  return { createdAt, id }
}

const listRoute = route(
  contract.listNotifications,
  async ({ query }, { house, caller }) => {
    const { cursor, limit, unread = false, type } = query
    const after = afterOf(cursor)
    return await house.database.asUser(caller.userId, async (tx) => {
      // One more than asked for tells whether there is a next page.
      const rows = await listNotifications(tx, caller.userId, { unread, type, after, limit: limit + 1 })
      const page = rows.slice(0, limit)
      const last = rows.length > limit ? page.at(-1) : undefined
      const deliveries = Map.groupBy(
        await listDeliveries(
          tx,
          page.map(({ id }) => id),
        ),
        (row) => row.notification_id,
      )
      return {
        items: page.map((row) => toNotification(row, deliveries.get(row.id) ?? [])),
        next: last ? toCursor([last.key, last.id]) : null,
        unreadCount: await countUnread(tx, caller.userId),
      }
    })
  },
  { ttlMs: 120_000, dependsOn: ['notifications', 'notification_deliveries'], isFirst: true },
)

/** The person's other tabs and devices count anew. */
function tellOthers(tx: UserTx, userId: UserId, changed: number): void {
  if (changed > 0) announce(tx, { userIds: [userId] }, [{ topic: 'notifications' }])
}

const markReadRoute = route(contract.markRead, async ({ body }, { house, caller: { userId } }) => {
  return await house.database.asUser(userId, async (tx) => {
    const changed =
      'ids' in body && body.unread
        ? await markUnread(tx, userId, body.ids)
        : await markRead(tx, userId, { ids: 'ids' in body ? body.ids : undefined, at: house.clock.now() })
    tellOthers(tx, userId, changed)
    return { unreadCount: await countUnread(tx, userId) }
  })
})

const deleteRoute = route(contract.deleteNotifications, async ({ body }, { house, caller: { userId } }) => {
  return await house.database.asUser(userId, async (tx) => {
    await deleteDeliveries(tx, { notificationIds: body.ids })
    tellOthers(tx, userId, await deleteOwn(tx, userId, body.ids))
    return { unreadCount: await countUnread(tx, userId) }
  })
})

export const routes = [listRoute, markReadRoute, deleteRoute, ...settingsRoutes, ...announcementRoutes]
