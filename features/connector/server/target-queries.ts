import { sql } from 'kysely'
import type { CollectionId, LibraryId, UserId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

export type TargetRow = {
  readonly number: number
  readonly library_id: LibraryId
  readonly collection_id: CollectionId | null
}

/** Gives numbers to the libraries and collections a person sees and that have none for them yet. */
export async function numberTargets(tx: UserTx, userId: UserId): Promise<void> {
  await sql`
    insert into connector_targets (user_id, library_id, collection_id)
    select ${userId}::uuid, seen.library_id, seen.collection_id
      from (select l.id as library_id, null::uuid as collection_id, 0 as kind from libraries l
            union all
            select c.library_id, c.id, 1 from collections c) as seen
     where not exists (select from connector_targets t
                        where t.user_id = ${userId}::uuid and t.library_id = seen.library_id
                          and t.collection_id is not distinct from seen.collection_id)
     order by seen.kind, seen.library_id
    on conflict do nothing`.execute(tx)
}

export async function listTargets(tx: UserTx): Promise<TargetRow[]> {
  const { rows } = await sql<TargetRow>`
    select number, library_id, collection_id from connector_targets order by number`.execute(tx)
  return rows
}

export async function findTarget(tx: UserTx, number: number): Promise<TargetRow | undefined> {
  const { rows } = await sql<TargetRow>`
    select number, library_id, collection_id from connector_targets where number = ${number}`.execute(tx)
  return rows[0]
}
