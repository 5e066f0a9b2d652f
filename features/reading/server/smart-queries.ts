import { sql } from 'kysely'
import type { LibraryId, SmartCollectionId, UserId } from '#contract/ids.ts'
import type { TagColour } from '#contract/tag-colours.ts'
import type { UserTx } from '#platform/database/transactions.ts'

export type SmartRow = {
  readonly id: SmartCollectionId
  readonly library_id: LibraryId | null
  readonly name: string
  readonly colour: TagColour | null
  readonly filter_version: number
  readonly filter: unknown
}

/** One's own smart collections and those of the libraries one sees, by name; or the one of them with this id. */
export async function selectSmart(tx: UserTx, id?: SmartCollectionId): Promise<SmartRow[]> {
  const { rows } = await sql<SmartRow>`
    select id, library_id, name, colour, filter_version, filter from smart_collections
     ${id === undefined ? sql`` : sql`where id = ${id}`}
     order by library_id nulls first, lower(name), id`.execute(tx)
  return rows
}

export type SmartOwner = { readonly library_id: LibraryId | null; readonly user_id: UserId | null }

/** The smart collection of a name, in any case, of a person or of a library. */
export async function findSmartNamed(tx: UserTx, owner: SmartOwner, name: string) {
  const { rows } = await sql<{ id: SmartCollectionId }>`
    select id from smart_collections
     where library_id is not distinct from ${owner.library_id}::uuid and user_id is not distinct from ${owner.user_id}::uuid
       and lower(name) = lower(${name}::text)`.execute(tx)
  return rows[0]
}

export type SmartValues = {
  readonly name?: string
  readonly colour?: TagColour | null
  readonly filter?: string
  readonly filter_version?: number
}

export async function insertSmart(
  tx: UserTx,
  row: SmartOwner & SmartValues & { readonly name: string; readonly filter: string },
): Promise<string> {
  const { id } = await tx
    .insertInto('smart_collections')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function updateSmart(
  tx: UserTx,
  id: SmartCollectionId,
  changes: SmartValues & Partial<SmartOwner>,
): Promise<void> {
  await tx.updateTable('smart_collections').set(changes).where('id', '=', id).execute()
}

export async function deleteSmart(tx: UserTx, id: SmartCollectionId): Promise<void> {
  await tx.deleteFrom('smart_collections').where('id', '=', id).execute()
}

/** Which of these tags are there, each as what it is now: a merged one as the one it went into. */
export async function tagsNow(tx: UserTx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ asked: string; id: string }>`
    with recursive now_is (asked, id, level) as (
      select given.id, given.id, 0 from unnest(${[...ids]}::uuid[]) as given (id)
      union
      select n.asked, a.into_id, n.level + 1 from now_is n join tag_aliases a on a.tag_id = n.id
       where n.level < 20 and not exists (select from tags t where t.id = n.id)
    )
    select n.asked, t.id from now_is n join tags t on t.id = n.id`.execute(tx)
  return new Map(rows.map(({ asked, id }) => [asked, id]))
}

/** Which of these collections are there. */
export async function collectionsNow(tx: UserTx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from collections where id = any (${[...ids]}::uuid[])`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}
