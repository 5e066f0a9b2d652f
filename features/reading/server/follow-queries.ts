import { sql } from 'kysely'
import {
  type SmartCollectionId,
  smartCollectionId,
  type TagId,
  tagId,
  type UserId,
  userId,
} from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

/** What a person follows: a kept filter, or a tag with those within it. */
export type Followed =
  | { readonly kind: 'search'; readonly id: SmartCollectionId }
  | { readonly kind: 'tag'; readonly id: TagId }

// All of a person's libraries together: none of their versions ever goes back.
const versions = sql`(select coalesce(sum(l.version), 0)::bigint from libraries l
                       where l.id = any ((select app.my_libraries())::uuid[]))`

/** Who follows what. */
export async function listFollows(tx: SystemTx): Promise<{ userId: UserId; followed: Followed }[]> {
  const { rows } = await sql<{ user_id: string; kind: string; followed_id: string }>`
    select user_id, kind, followed_id from follows order by user_id, followed_id`.execute(tx)
  return rows.map((row) => ({
    userId: userId.parse(row.user_id),
    followed:
      row.kind === 'tag'
        ? { kind: 'tag', id: tagId.parse(row.followed_id) }
        : { kind: 'search', id: smartCollectionId.parse(row.followed_id) },
  }))
}

/** The ids of what the asking person follows. */
export async function followed(tx: UserTx): Promise<Set<string>> {
  const rows = await tx.selectFrom('follows').select('followed_id').execute()
  return new Set(rows.map((row) => row.followed_id))
}

export async function deleteFollow(tx: UserTx, { id }: Followed): Promise<void> {
  await tx.deleteFrom('follows').where('followed_id', '=', id).execute()
}

type Listed = { readonly filter: string; readonly ids: readonly string[] }

/** Follows from now on, with what matches already. */
export async function insertFollow(
  tx: UserTx,
  { kind, id }: Followed,
  { filter, ids }: Listed,
): Promise<void> {
  await sql`
    insert into follows (user_id, kind, followed_id, filter, known, seen_versions)
    values (app.user_id(), ${kind}, ${id}, ${filter}::jsonb, ${[...ids]}::uuid[], ${versions})
    on conflict do nothing`.execute(tx)
}

/**
 * Holds a follow of the asking person that has something to look at; an hour later it is looked at in any case. A tag that is
 * given changes no record: what was given is looked for itself, and from before the last look, as it may have been committed
 * after it.
 */
export async function holdFollow(tx: UserTx, { id }: Followed): Promise<boolean> {
  const { rows } = await sql`
    select from follows where user_id = app.user_id() and followed_id = ${id}
       and (seen_versions <> ${versions} or looked_at < now() - interval '1 hour'
            or kind = 'tag' and exists (
              select from tags t join paper_tags pt
                on pt.library_id = t.library_id and pt.tag_id = any ((select app.tags_within(array[t.id]))::uuid[])
               where t.id = followed_id and pt.added_at > looked_at - interval '10 minutes'))
       for update skip locked`.execute(tx)
  return rows.length > 0
}

/**
 * Notes what matches now.
 * @returns how many of these papers are new; none when the filter is another one than before
 */
export async function noteMatches(
  tx: UserTx,
  { id }: Followed,
  { filter, ids, areAll }: Listed & { readonly areAll: boolean },
): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    with before as (
      select filter = ${filter}::jsonb as same, known, began_at from follows
       where user_id = app.user_id() and followed_id = ${id}
    ), fresh as (
      select listed.id from (
        select unnest(${[...ids]}::uuid[]) as id except select unnest(known) from before) as listed
       where (select same from before)
         and (${areAll} or exists (select from papers p, before b where p.id = listed.id and p.added_at > b.began_at))
    ), noted as (
      update follows f set looked_at = now(), seen_versions = ${versions}, filter = ${filter}::jsonb,
             known = case when b.same then f.known || array(select id from fresh) else ${[...ids]}::uuid[] end
        from before b where f.user_id = app.user_id() and f.followed_id = ${id}
    )
    select count(*)::int as found from fresh`.execute(tx)
  return rows[0]?.found ?? 0
}
