import type { z } from 'zod'
import { type NotificationId, notificationId, type UserId } from '#contract/ids.ts'
import { listAdministrators } from '#features/accounts/server/accounts.ts'
import { announce, type SystemTx, type Tx } from '#platform/database/transactions.ts'
import { type NotificationType, notification } from '../contract.ts'
import { addToUnread, hasUnread, insertNotification } from './queries.ts'

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
}

/**
 * Tells a person something in the caller's transaction: a row, and a live message once it is committed. As a user one can
 * only tell oneself.
 * @returns undefined when it is to be told once and was
 */
export async function notify(tx: Tx, told: NewNotification): Promise<NotificationId | undefined> {
  const { userId, type, subject } = told
  if (told.once && (await hasUnread(tx, userId, type))) return undefined
  const count = told.addsUp === undefined ? undefined : told.facts?.[told.addsUp]
  if (subject && told.addsUp !== undefined && typeof count === 'number') {
    const grown = await addToUnread(tx, { userId, type, subjectId: subject.id, fact: told.addsUp, count })
    if (grown !== undefined) {
      announce(tx, { userIds: [userId] }, [{ topic: 'notifications' }])
      return notificationId.parse(grown)
    }
  }
  const id = await insertNotification(tx, {
    userId,
    type,
    subjectKind: subject?.kind ?? null,
    subjectId: subject?.id ?? null,
    subjectTitle: subject?.title ?? null,
    facts: JSON.stringify(facts.parse(told.facts ?? {})),
  })
  announce(tx, { userIds: [userId] }, [{ topic: 'notifications' }])
  return notificationId.parse(id)
}

/** Tells everybody who looks after the house, but for one who is told otherwise. */
export async function notifyAdministrators(
  tx: SystemTx,
  { except, ...told }: Omit<NewNotification, 'userId'> & { readonly except?: string | undefined },
): Promise<void> {
  for (const userId of await listAdministrators(tx))
    if (userId !== except) await notify(tx, { ...told, userId })
}
