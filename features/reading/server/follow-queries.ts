import { sql } from 'kysely'
import type { SmartCollectionId, UserId } from '#contract/ids.ts'
import { smartCollectionId, userId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

// All of a person's libraries together: none of their versions ever goes back.
const versions = sql`(select coalesce(sum(l.version), 0)::bigint from libraries l
                       where l.id = any ((select app.my_libraries())::uuid[]))`

/** Who follows which kept filter. */
export async function listFollows(tx: SystemTx): Promise<{ userId: UserId; smartId: SmartCollectionId }[]> {
  const { rows } = await sql<{ user_id: string; smart_collection_id: string }>`
    select user_id, smart_collection_id from smart_follows order by user_id, smart_collection_id`.execute(tx)
  return rows.map((row) => ({
    userId: userId.parse(row.user_id),
    smartId: smartCollectionId.parse(row.smart_collection_id),
  }))
}

/** The kept filters that the asking person follows. */
export async function followed(tx: UserTx): Promise<Set<string>> {
  const rows = await tx.selectFrom('smart_follows').select('smart_collection_id').execute()
  return new Set(rows.map((row) => row.smart_collection_id))
}

export async function deleteFollow(tx: UserTx, id: SmartCollectionId): Promise<void> {
  await tx.deleteFrom('smart_follows').where('smart_collection_id', '=', id).execute()
}

type Listed = { readonly filter: string; readonly ids: readonly string[] }

/** Follows from now on, with what matches already. */
export async function insertFollow(
  tx: UserTx,
  id: SmartCollectionId,
  { filter, ids }: Listed,
): Promise<void> {
  await sql`
    insert into smart_follows (user_id, smart_collection_id, filter, known, seen_versions)
    values (app.user_id(), ${id}, ${filter}::jsonb, ${[...ids]}::uuid[], ${versions})
    on conflict do nothing`.execute(tx)
}

/** Holds a follow of the asking person that has something to look at; an hour later it is looked at in any case. */
export async function holdFollow(tx: UserTx, id: SmartCollectionId): Promise<boolean> {
  const { rows } = await sql`
    select from smart_follows where user_id = app.user_id() and smart_collection_id = ${id}
       and (seen_versions <> ${versions} or looked_at < now() - interval '1 hour') for update skip locked`.execute(
    tx,
  )
  return rows.length > 0
}

/**
 * Notes what matches now.
 * @returns how many of these papers are new; none when the filter is another one than before
 */
export async function noteMatches(
  tx: UserTx,
  id: SmartCollectionId,
  { filter, ids, areAll }: Listed & { readonly areAll: boolean },
): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    with before as (
      select filter = ${filter}::jsonb as same, known, began_at from smart_follows
       where user_id = app.user_id() and smart_collection_id = ${id}
    ), fresh as (
      select listed.id from (
        select unnest(${[...ids]}::uuid[]) as id except select unnest(known) from before) as listed
       where (select same from before)
         and (${areAll} or exists (select from papers p, before b where p.id = listed.id and p.added_at > b.began_at))
    ), noted as (
      update smart_follows f set looked_at = now(), seen_versions = ${versions}, filter = ${filter}::jsonb,
             known = case when b.same then f.known || array(select id from fresh) else ${[...ids]}::uuid[] end
        from before b where f.user_id = app.user_id() and f.smart_collection_id = ${id}
    )
    select count(*)::int as found from fresh`.execute(tx)
  return rows[0]?.found ?? 0
}
