import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { SystemTx } from '#platform/database/transactions.ts'

type NewAnnouncement = {
  readonly authorId: UserId
  readonly words: string
  readonly audience: string
  readonly tellAt: Date
  readonly beginsAt: Date | null
  readonly endsAt: Date | null
}

export async function insertAnnouncement(tx: SystemTx, row: NewAnnouncement): Promise<string> {
  const { id } = await tx
    .insertInto('announcements')
    .values({
      author_id: row.authorId,
      words: row.words,
      audience: row.audience,
      tell_at: row.tellAt,
      begins_at: row.beginsAt,
      ends_at: row.endsAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Holds an announcement that is not told to its end; undefined when it is, or was taken back. */
export async function lockUntold(tx: SystemTx, id: string) {
  return await tx
    .selectFrom('announcements')
    .select(['id', 'words', 'audience', 'begins_at', 'ends_at', 'told_up_to'])
    .where('id', '=', id)
    .where('told_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function noteTold(
  tx: SystemTx,
  id: string,
  told: { readonly upTo: UserId | undefined; readonly count: number; readonly endedAt: Date | null },
): Promise<void> {
  await tx
    .updateTable('announcements')
    .set({
      told_count: sql<number>`told_count + ${told.count}::int`,
      told_at: told.endedAt,
      ...(told.upTo === undefined ? {} : { told_up_to: told.upTo }),
    })
    .where('id', '=', id)
    .execute()
}

/** How far the telling is; undefined when it was taken back. */
export async function findProgress(tx: SystemTx, id: string) {
  return await tx
    .selectFrom('announcements')
    .select(['told_at', 'told_count'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function listDueAnnouncements(tx: SystemTx, now: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom('announcements')
    .select('id')
    .where('told_at', 'is', null)
    .where('tell_at', '<=', now)
    .execute()
  return rows.map(({ id }) => id)
}

/** The newest announcements, or one of them, with whom they reached. */
export async function listAnnouncementRows(
  tx: SystemTx,
  { limit, id = null }: { readonly limit: number; readonly id?: string | null },
) {
  const { rows } = await sql<{
    id: string
    words: unknown
    audience: unknown
    tell_at: Date
    begins_at: Date | null
    ends_at: Date | null
    told_at: Date | null
    told_count: number
    read_count: number
    queued: number
    sent: number
    failed: number
  }>`
    select a.id, a.words, a.audience, a.tell_at, a.begins_at, a.ends_at, a.told_at, a.told_count,
           coalesce(n.read_count, 0) as read_count, coalesce(n.queued, 0) as queued,
           coalesce(n.sent, 0) as sent, coalesce(n.failed, 0) as failed
      from (select * from announcements where ${id}::uuid is null or id = ${id}::uuid order by tell_at desc, id desc limit ${limit}) a
      left join lateral (
        select count(*) filter (where n.read_at is not null)::int as read_count,
               sum(d.queued)::int as queued, sum(d.sent)::int as sent, sum(d.failed)::int as failed
          from notifications n
          left join lateral (
            select count(*) filter (where state = 'queued') as queued,
                   count(*) filter (where state in ('sent', 'delivered')) as sent,
                   count(*) filter (where state = 'failed') as failed
              from notification_deliveries where notification_id = n.id) d on true
         where n.subject_kind = 'announcement' and n.subject_id = a.id) n on true
     order by a.tell_at desc, a.id desc`.execute(tx)
  return rows
}

export async function deleteAnnouncement(tx: SystemTx, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('announcements').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Takes what people were told of it away, and what still waits to be sent. @returns whom */
export async function deleteTold(tx: SystemTx, id: string): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    with gone as (
      delete from notifications where subject_kind = 'announcement' and subject_id = ${id} returning id, user_id
    ), unsent as (
      delete from notification_deliveries where notification_id in (select id from gone) and state = 'queued'
    )
    select user_id from gone order by user_id`.execute(tx)
  return rows.map((row) => row.user_id)
}
