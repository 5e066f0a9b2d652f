import { sql } from 'kysely'
import type { CollectionId, LibraryId, PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

export type CollectionRow = {
  readonly id: CollectionId
  readonly library_id: LibraryId
  readonly parent_id: CollectionId | null
  readonly name: string
  readonly paper_count: number
  readonly paper_count_within: number
}

type Wanted = {
  readonly libraryId?: LibraryId | undefined
  readonly id?: CollectionId
  readonly paperId?: PaperId
}

/**
 * Collections with their counts, siblings in their order. What stands within a collection is only counted where something
 * does: of the others the kept count is the answer.
 */
export async function selectCollections(
  tx: UserTx,
  { libraryId, id, paperId }: Wanted,
): Promise<CollectionRow[]> {
  const { rows } = await sql<CollectionRow>`
    select c.id, c.library_id, c.parent_id, c.name, c.paper_count,
           case when exists (select from collections below where below.library_id = c.library_id and below.parent_id = c.id)
                then (select count(distinct f.paper_id)::int
                        from paper_collections f join papers p on p.library_id = f.library_id and p.id = f.paper_id
                       where f.library_id = c.library_id and f.collection_id = any ((select app.collections_within(c.id))::uuid[])
                         and p.trashed_at is null)
                else c.paper_count end as paper_count_within
      from collections c
     where (${libraryId ?? null}::uuid is null or c.library_id = ${libraryId ?? null}::uuid)
       and (${id ?? null}::uuid is null or c.id = ${id ?? null}::uuid)
       and (${paperId ?? null}::uuid is null or exists (
             select from paper_collections f where f.library_id = c.library_id and f.paper_id = ${paperId ?? null}::uuid
                and f.collection_id = c.id))
     order by c.library_id, c.position, lower(c.name), c.id`.execute(tx)
  return rows
}

export async function findCollection(tx: UserTx, id: CollectionId) {
  return tx
    .selectFrom('collections')
    .select(['id', 'library_id', 'parent_id', 'name'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The collection of a name, in any case, within another or at the top. */
export async function findNamed(
  tx: UserTx,
  libraryId: LibraryId,
  { parentId, name }: { readonly parentId: CollectionId | null; readonly name: string },
): Promise<{ id: string } | undefined> {
  return tx
    .selectFrom('collections')
    .select('id')
    .where('library_id', '=', libraryId)
    .where('parent_id', parentId === null ? 'is' : '=', parentId)
    .where(sql`lower(name)`, '=', sql`lower(${name}::text)`)
    .executeTakeFirst()
}

/** Makes a collection; it stands with the last of its siblings: by name among all of them until somebody gave them places. */
export async function insertCollection(
  tx: UserTx,
  row: { readonly library_id: LibraryId; readonly parent_id: CollectionId | null; readonly name: string },
): Promise<{ id: string }> {
  const last = tx
    .selectFrom('collections')
    .select((one) => one.fn.coalesce(one.fn.max('position'), sql<number>`0`).as('position'))
    .where('library_id', '=', row.library_id)
    .where('parent_id', row.parent_id === null ? 'is' : '=', row.parent_id)
  return tx
    .insertInto('collections')
    .values({ ...row, position: last })
    .returning('id')
    .executeTakeFirstOrThrow()
}

export async function updateCollection(
  tx: UserTx,
  id: CollectionId,
  changes: { name?: string; parent_id?: CollectionId | null },
): Promise<void> {
  await tx.updateTable('collections').set(changes).where('id', '=', id).execute()
}

/** The ids of a collection's siblings and its own, in their order. */
export async function siblingIds(tx: UserTx, id: CollectionId): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from collections own join collections s
        on s.library_id = own.library_id and s.parent_id is not distinct from own.parent_id
     where own.id = ${id} order by s.position, lower(s.name), s.id`.execute(tx)
  return rows.map((row) => row.id)
}

/** Gives siblings their places in this order, from 1: a new one comes behind them. */
export async function setPositions(tx: UserTx, ids: readonly string[]): Promise<void> {
  await sql`
    update collections c set position = placed.place::int
      from unnest(${[...ids]}::uuid[]) with ordinality as placed (id, place) where c.id = placed.id`.execute(
    tx,
  )
}

export async function deleteCollection(tx: UserTx, id: CollectionId): Promise<boolean> {
  const row = await tx.deleteFrom('collections').where('id', '=', id).returning('id').executeTakeFirst()
  return row !== undefined
}

/** How many of these papers stand in the library, the trash not counted. */
export async function countPapersOf(tx: UserTx, libraryId: LibraryId, paperIds: readonly PaperId[]) {
  const { count } = await tx
    .selectFrom('papers')
    .select((one) => one.fn.countAll<number>().as('count'))
    .where('library_id', '=', libraryId)
    .where('id', 'in', [...paperIds])
    .where('trashed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
