import type { z } from 'zod'
import { type NotificationId, notificationId, type UserId } from '#contract/ids.ts'
import { listAdministrators } from '#features/accounts/server/accounts.ts'
import { announce, type SystemTx, type Tx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { ToldSource } from '#platform/http/live/catch-up.ts'
import { type Channel, type NotificationType, notification } from '../contract.ts'
import { askForDelivery } from './ask-for-delivery.ts'
import { addToUnread, hasUnread, insertNotification, listCursors, listTold, takeCursor } from './queries.ts'
import { readWish } from './settings.ts'

/** What a notification carries for its sentence on screen. */
export const facts = notification.shape.facts
type Facts = z.input<typeof facts>

export type NewNotification = {
  readonly userId: UserId
  readonly type: NotificationType
  /** What it is about, with its title as it is now. */
  readonly subject?: z.input<typeof notification.shape.subject> | undefined
  readonly facts?: Facts | undefined
  /** Not while an earlier one of this type is unread. */
  readonly once?: boolean
  /** A count among the facts: while an earlier one of this type about this subject is unread, it grows instead. */
  readonly addsUp?: string
  /** By these channels and no others, whatever the person chose. */
  readonly by?: readonly Channel[]
}

/**
 * Tells a person something in the caller's transaction: a row, and a live message once it is committed. As a user one can
 * only tell oneself.
 * How it is told, the person has chosen; a choice counts from the next event on.
 * @returns undefined when it is to be told once and was, or the person does not want to be told
 */
export async function notify(tx: Tx, told: NewNotification): Promise<NotificationId | undefined> {
  const { userId, type, subject } = told
  if (told.once && (await hasUnread(tx, userId, type))) return undefined
  const wish = await readWish(tx, userId, type)
  const channels = told.by ?? wish.channels
  if (channels.length === 0) return undefined
  const cursor = channels.includes('app') ? await takeCursor(tx, userId) : null
  const tell = (id: string) => {
    if (cursor !== null) announce(tx, { userIds: [userId] }, [{ topic: 'notifications', id, cursor }])
    return notificationId.parse(id)
  }
  const count = told.addsUp === undefined ? undefined : told.facts?.[told.addsUp]
  if (cursor !== null && subject && told.addsUp !== undefined && typeof count === 'number') {
    const growing = { userId, type, subjectId: subject.id, fact: told.addsUp, count, cursor }
    const grown = await addToUnread(tx, growing)
    if (grown !== undefined) return tell(grown)
  }
  const id = await insertNotification(tx, {
    userId,
    type,
    subjectKind: subject?.kind ?? null,
    subjectId: subject?.id ?? null,
    subjectTitle: subject?.title ?? null,
    facts: JSON.stringify(facts.parse(told.facts ?? {})),
    cursor,
  })
  await askForDelivery(tx, { userId, notificationId: id, channels, rhythm: wish.rhythm })
  return tell(id)
}

/** What people were told, for live connections that come back. */
export function toldSourceOf({ database }: House): ToldSource {
  return {
    async lastOf(userIds) {
      const rows = await database.atOnce('where people stand', (tx) => listCursors(tx, userIds))
      return new Map(rows.map((row) => [row.user_id, row.last]))
    },
    since: (userId, after, limit) =>
      database.atOnce('what a person missed', (tx) => listTold(tx, { userId, after, limit })),
  }
}

/** {@link notify} for each. In the order of the people: two that tell the same ones at once would wait for each other. */
export async function notifyEach(tx: SystemTx, told: readonly NewNotification[]): Promise<void> {
  for (const each of told.toSorted((one, other) => (one.userId < other.userId ? -1 : 1)))
    await notify(tx, each)
}

/** Tells everybody who looks after the house; but one may be told otherwise. */
export async function notifyAdministrators(
  tx: SystemTx,
  told: Omit<NewNotification, 'userId'>,
  otherwise?: NewNotification,
): Promise<void> {
  const others = (await listAdministrators(tx)).filter((userId) => userId !== otherwise?.userId)
  await notifyEach(tx, [
    ...others.map((userId) => ({ ...told, userId })),
    ...(otherwise === undefined ? [] : [otherwise]),
  ])
}
