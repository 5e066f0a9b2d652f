import type { Transaction } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { Change } from '#contract/live.ts'
import type { DB } from './tables.types.ts'

declare const scope: unique symbol

/** A transaction in which PostgreSQL knows the user (row-level security on). */
export type UserTx = Transaction<DB> & { readonly [scope]: 'user' }

/** A transaction of the house itself: sees every library, so its reason is written to the log. */
export type SystemTx = Transaction<DB> & { readonly [scope]: 'system' }

export type Tx = UserTx | SystemTx

/** Who hears of a change: some people, everybody in a library, those who look after the house, or all of them. */
export type Audience = {
  readonly userIds?: readonly string[]
  readonly libraryId?: string
  readonly administrators?: boolean
}

export type Announcement = { readonly audience: Audience; readonly changes: Change[] }

type Session = { readonly userId: UserId | undefined; readonly announcements: Announcement[] }

const sessions = new WeakMap<object, Session>()

/** Ties a transaction to who opened it. Only the database module calls it. */
export function beginSession(tx: object, userId: UserId | undefined): Session {
  const session: Session = { userId, announcements: [] }
  sessions.set(tx, session)
  return session
}

function sessionOf(tx: Tx): Session {
  const session = sessions.get(tx)
  if (!session) throw new Error('this transaction was not opened by asUser or asSystem')
  return session
}

/** @returns the user of a transaction, undefined for the house itself. */
export function userOf(tx: Tx): UserId | undefined {
  return sessionOf(tx).userId
}

/** @returns whether two changes say the same */
export function isSameChange(one: Change, other: Change): boolean {
  return one.topic === other.topic && one.id === other.id && one.cursor === other.cursor
}

/**
 * Says that something changed; told to the sockets of the audience once the transaction is committed, never before,
 * and not at all when it is rolled back; said twice is told once. The row is the truth, the message only saves waiting.
 */
export function announce(tx: Tx, audience: Audience, changes: readonly Change[]): void {
  const { announcements } = sessionOf(tx)
  const key = JSON.stringify(audience)
  const same = announcements.find((each) => JSON.stringify(each.audience) === key)
  if (!same) announcements.push({ audience, changes: [...changes] })
  else
    same.changes.push(
      ...changes.filter((change) => !same.changes.some((known) => isSameChange(known, change))),
    )
}
