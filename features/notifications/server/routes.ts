import { z } from 'zod'
import { notificationId } from '#contract/ids.ts'
import { cursorInstant, fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { announce } from '#platform/database/transactions.ts'
import { route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { type After, countUnread, listNotifications, markRead } from './queries.ts'

const position = z.tuple([cursorInstant, notificationId])

function afterOf(cursor: string | undefined): After | undefined {
  if (cursor === undefined) return undefined
  const [createdAt, id] = fromCursor(cursor, position) ?? []
  if (createdAt === undefined || id === undefined) throw new Problem('bad_request', { field: 'cursor' })
  return { createdAt, id }
}

type Row = Awaited<ReturnType<typeof listNotifications>>[number]

function toNotification(row: Row): contract.Notification {
  return contract.notification.parse({
    id: row.id,
    type: row.type,
    subject:
      row.subject_id === null
        ? null
        : { kind: row.subject_kind, id: row.subject_id, title: row.subject_title },
    facts: row.facts,
    createdAt: toInstant(row.created_at),
    readAt: row.read_at && toInstant(row.read_at),
  })
}

const listRoute = route(contract.listNotifications, async ({ query }, { house, caller }) => {
  const { cursor, limit, unread = false } = query
  const after = afterOf(cursor)
  return await house.database.asUser(caller.userId, async (tx) => {
    // One more than asked for tells whether there is a next page.
    const rows = await listNotifications(tx, caller.userId, { unread, after, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = rows.length > limit ? page.at(-1) : undefined
    return {
      items: page.map(toNotification),
      next: last ? toCursor([last.key, last.id]) : null,
      unreadCount: await countUnread(tx, caller.userId),
    }
  })
})

const markReadRoute = route(contract.markRead, async ({ body }, { house, caller }) => {
  const ids = 'ids' in body ? body.ids : undefined
  return await house.database.asUser(caller.userId, async (tx) => {
    const marked = await markRead(tx, caller.userId, { ids, at: house.clock.now() })
    // The person's other tabs and devices count anew.
    if (marked > 0) announce(tx, { userIds: [caller.userId] }, [{ topic: 'notifications' }])
    return { unreadCount: await countUnread(tx, caller.userId) }
  })
})

export const routes = [listRoute, markReadRoute]
