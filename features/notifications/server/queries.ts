import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { SystemTx, Tx, UserTx } from '#platform/database/transactions.ts'

const columns = [
  'id',
  'type',
  'subject_kind',
  'subject_id',
  'subject_title',
  'facts',
  'created_at',
  'read_at',
] as const

type NewNotification = {
  readonly userId: UserId
  readonly type: string
  readonly subjectKind: string | null
  readonly subjectId: string | null
  readonly subjectTitle: string | null
  readonly facts: string
  /** Null: not in the app, and so never unread. */
  readonly cursor: number | null
}

/** The next number among what a person is told; whoever tells them something at the same time waits for the commit. */
export async function takeCursor(tx: Tx, userId: UserId): Promise<number> {
  const { last } = await tx
    .insertInto('notification_cursors')
    .values({ user_id: userId, last: 1 })
    .onConflict((row) =>
      row.column('user_id').doUpdateSet({ last: sql<number>`notification_cursors.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

/** The last number of each of these people; who was never told anything is not among them. */
export async function listCursors(tx: SystemTx, userIds: readonly UserId[]) {
  return await tx
    .selectFrom('notification_cursors')
    .select(['user_id', 'last'])
    .where(sql<boolean>`user_id = any(${[...userIds]}::uuid[])`)
    .execute()
}

/** What a person was told after a cursor, in its order. */
export async function listTold(
  tx: SystemTx,
  { userId, after, limit }: { readonly userId: UserId; readonly after: number; readonly limit: number },
) {
  return await tx
    .selectFrom('notifications')
    .select(['id', sql<number>`cursor`.as('cursor')])
    .where('user_id', '=', userId)
    .where('cursor', '>', after)
    .orderBy('cursor')
    .limit(limit)
    .execute()
}

export async function insertNotification(tx: Tx, row: NewNotification): Promise<string> {
  const inserted = await tx
    .insertInto('notifications')
    .values({
      user_id: row.userId,
      type: row.type,
      subject_kind: row.subjectKind,
      subject_id: row.subjectId,
      subject_title: row.subjectTitle,
      facts: row.facts,
      cursor: row.cursor,
      ...(row.cursor === null ? { read_at: new Date() } : {}),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return inserted.id
}

export async function hasUnread(tx: Tx, userId: UserId, type: string): Promise<boolean> {
  const row = await tx
    .selectFrom('notifications')
    .select('id')
    .where('user_id', '=', userId)
    .where('type', '=', type)
    .where('read_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

type Growing = {
  readonly userId: UserId
  readonly type: string
  readonly subjectId: string
  readonly fact: string
  readonly count: number
  readonly cursor: number
}

/** Adds to a count of the unread notification about a subject. @returns its id, or undefined when there is none */
export async function addToUnread(tx: Tx, growing: Growing): Promise<string | undefined> {
  const { userId, type, subjectId, fact, count, cursor } = growing
  const { rows } = await sql<{ id: string }>`
    update notifications set facts = jsonb_set(facts, array[${fact}::text],
             to_jsonb(coalesce((facts ->> ${fact}::text)::int, 0) + ${count}::int)), cursor = ${cursor}
     where user_id = ${userId} and type = ${type} and subject_id = ${subjectId} and read_at is null
     returning id`.execute(tx)
  return rows[0]?.id
}

/** Where a page of notifications goes on: the last row of the page before. */
export type After = { readonly createdAt: string; readonly id: string }

type Filter = {
  readonly unread: boolean
  readonly type?: string | undefined
  readonly after: After | undefined
  readonly limit: number
}

/** A person's notifications, the newest first. */
export async function listNotifications(tx: UserTx, userId: UserId, { unread, type, after, limit }: Filter) {
  return await tx
    .selectFrom('notifications')
    .select(columns)
    // The wire carries milliseconds, the key microseconds.
    .select(sql<string>`to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('key'))
    .where('user_id', '=', userId)
    .where('cursor', 'is not', null)
    .$if(type !== undefined, (query) => query.where('type', '=', type ?? ''))
    .$if(unread, (query) => query.where('read_at', 'is', null))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${after?.createdAt}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function countUnread(tx: UserTx, userId: UserId): Promise<number> {
  const { count } = await tx
    .selectFrom('notifications')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Marks the given ones, or all of them, as read. @returns how many were unread before */
export async function markRead(
  tx: UserTx,
  userId: UserId,
  { ids, at }: { readonly ids: readonly string[] | undefined; readonly at: Date },
): Promise<number> {
  const result = await tx
    .updateTable('notifications')
    .set({ read_at: at })
    .where('user_id', '=', userId)
    .where('read_at', 'is', null)
    .$if(ids !== undefined, (query) => query.where('id', 'in', [...(ids ?? [])]))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export async function markUnread(tx: UserTx, userId: UserId, ids: readonly string[]): Promise<number> {
  const result = await tx
    .updateTable('notifications')
    .set({ read_at: null })
    .where('user_id', '=', userId)
    .where('cursor', 'is not', null)
    .where('read_at', 'is not', null)
    .where('id', 'in', [...ids])
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export async function deleteOwn(tx: UserTx, userId: UserId, ids: readonly string[]): Promise<number> {
  const result = await tx
    .deleteFrom('notifications')
    .where('user_id', '=', userId)
    .where('id', 'in', [...ids])
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Makes the partitions of every partitioned table ahead of `at` and drops those older than their retention. */
export async function maintainPartitions(tx: SystemTx, at: Date): Promise<{ made: number; dropped: number }> {
  const { rows } = await sql<{ made: number; dropped: number }>`
    select made, dropped from app.maintain_partitions(${at})`.execute(tx)
  const [done] = rows
  if (!done) throw new Error('app.maintain_partitions gives one row')
  return done
}
