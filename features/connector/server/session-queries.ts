import { sql } from 'kysely'
import type { CollectionId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

export type SessionRow = { readonly id: string; readonly note: string | null }

/** Begins a saving. @returns undefined when there is one of this name already */
export async function insertSession(
  tx: UserTx,
  userId: UserId,
  name: string,
): Promise<SessionRow | undefined> {
  return tx
    .insertInto('connector_sessions')
    .values({ user_id: userId, name })
    .onConflict((conflict) => conflict.columns(['user_id', 'name']).doNothing())
    .returning(['id', 'note'])
    .executeTakeFirst()
}

/** A saving by its name, locked: two changes of one follow each other. */
export async function lockSession(tx: UserTx, name: string): Promise<SessionRow | undefined> {
  return tx
    .selectFrom('connector_sessions')
    .select(['id', 'note'])
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst()
}

export async function findSession(tx: UserTx, name: string): Promise<SessionRow | undefined> {
  return tx
    .selectFrom('connector_sessions')
    .select(['id', 'note'])
    .where('name', '=', name)
    .executeTakeFirst()
}

export async function setSessionNote(tx: UserTx, id: string, note: string | null): Promise<void> {
  await tx.updateTable('connector_sessions').set({ note }).where('id', '=', id).execute()
}

export type ItemRow = {
  readonly session_id: string
  readonly name: string
  readonly place: number
  readonly user_id: UserId
  readonly library_id: LibraryId
  readonly paper_id: PaperId
  readonly collection_id: CollectionId | null
  readonly tags: string[]
  readonly is_new: boolean
}

export async function insertItem(tx: UserTx, row: ItemRow): Promise<void> {
  await tx
    .insertInto('connector_items')
    .values(row)
    .onConflict((conflict) => conflict.columns(['session_id', 'name']).doNothing())
    .execute()
}

/** What a saving saved and is not in the trash, in the order it came; of a merged paper, the one that took it in. */
export async function listItems(tx: UserTx, sessionId: string): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select i.session_id, i.name, i.place, i.user_id, i.library_id, p.id as paper_id, i.collection_id, i.tags,
           i.is_new and p.id = i.paper_id as is_new
      from connector_items i
      join papers p on p.library_id = i.library_id and p.id = app.survivor_of(i.library_id, i.paper_id) and p.trashed_at is null
     where i.session_id = ${sessionId} order by i.place, i.name`.execute(tx)
  return rows
}

type Changes = {
  library_id?: LibraryId
  paper_id?: PaperId
  collection_id?: CollectionId | null
  tags?: string[]
  is_new?: boolean
}

export async function updateItem(tx: UserTx, { session_id, name }: ItemRow, changes: Changes): Promise<void> {
  await tx
    .updateTable('connector_items')
    .set(changes)
    .where('session_id', '=', session_id)
    .where('name', '=', name)
    .execute()
}
