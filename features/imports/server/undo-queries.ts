import { sql } from 'kysely'
import type { ImportId, LibraryId, PaperId, TagId, UserId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

export type UndoRow = {
  file_index: number
  entry_index: number
  outcome: 'added' | 'merged' | 'attached'
  paper_id: PaperId
  filled: unknown
  /** The paper came with this import too: it goes to the trash whole. */
  is_own: boolean
}

/** The next entries of an import to be taken back, or to be brought back, in the order of its files. */
export async function listToTurn(
  tx: UserTx,
  id: ImportId,
  turn: 'undo' | 'redo',
  limit: number,
): Promise<UndoRow[]> {
  const standing = turn === 'undo' ? sql`e.undo is null` : sql`e.undo = 'undone'`
  const { rows } = await sql<UndoRow>`
    select e.file_index, e.entry_index, e.outcome, e.paper_id, e.filled,
           exists (select from import_entries o where o.library_id = e.library_id and o.paper_id = e.paper_id
                      and o.import_id = e.import_id and o.outcome = 'added') as is_own
      from import_entries e
     where e.import_id = ${id} and e.outcome in ('added', 'merged', 'attached') and e.paper_id is not null and ${standing}
     order by e.file_index, e.entry_index limit ${limit}`.execute(tx)
  return rows
}

/** How many entries are still to be turned. */
export async function countToTurn(tx: UserTx, id: ImportId, turn: 'undo' | 'redo'): Promise<number> {
  const { count } = await tx
    .selectFrom('import_entries')
    .select((one) => one.fn.countAll<number>().as('count'))
    .where('import_id', '=', id)
    .where('outcome', 'in', ['added', 'merged', 'attached'])
    .where('paper_id', 'is not', null)
    .where('undo', turn === 'undo' ? 'is' : '=', turn === 'undo' ? null : 'undone')
    .executeTakeFirstOrThrow()
  return count
}

type Turned = Pick<UndoRow, 'file_index' | 'entry_index'> & { readonly undo: 'undone' | 'kept' | null }

export async function markTurned(tx: UserTx, id: ImportId, rows: readonly Turned[]): Promise<void> {
  await sql`
    update import_entries e set undo = n.undo
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (file_index int, entry_index int, undo text)
     where e.import_id = ${id} and e.file_index = n.file_index and e.entry_index = n.entry_index`.execute(tx)
}

/** What was kept by taking an import back counts as its own again. */
export async function forgetKept(tx: UserTx, id: ImportId): Promise<void> {
  await tx
    .updateTable('import_entries')
    .set({ undo: null })
    .where('import_id', '=', id)
    .where('undo', '=', 'kept')
    .execute()
}

/** What could not be brought back is still taken back. */
export async function keepTakenBack(tx: UserTx, id: ImportId): Promise<void> {
  await tx
    .updateTable('import_entries')
    .set({ undo: 'undone' })
    .where('import_id', '=', id)
    .where('undo', '=', 'kept')
    .execute()
}

/** Papers that an import added and that are not taken back. */
export async function listAddedPapers(tx: UserTx, id: ImportId): Promise<PaperId[]> {
  const rows = await tx
    .selectFrom('import_entries')
    .select('paper_id')
    .distinct()
    .where('import_id', '=', id)
    .where('outcome', '=', 'added')
    .where('undo', 'is', null)
    .where('paper_id', 'is not', null)
    .execute()
  return rows.map(({ paper_id }) => paper_id as PaperId)
}

type Made = { readonly id: TagId; readonly name: string }
type Whole = { readonly id: ImportId; readonly libraryId: LibraryId; readonly userId: UserId }

export async function insertMadeTags(tx: UserTx, whole: Whole, made: readonly Made[]): Promise<void> {
  if (made.length === 0) return
  await tx
    .insertInto('import_tags')
    .values(
      made.map(({ id, name }) => ({
        library_id: whole.libraryId,
        import_id: whole.id,
        user_id: whole.userId,
        name,
        tag_id: id,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['import_id', 'name']).doUpdateSet({ tag_id: sql`excluded.tag_id` }),
    )
    .execute()
}

export type MadeTag = { name: string; tag_id: TagId | null; paper_ids: PaperId[] }

export async function listMadeTags(tx: UserTx, id: ImportId): Promise<MadeTag[]> {
  const { rows } = await sql<MadeTag>`
    select name, tag_id, paper_ids from import_tags where import_id = ${id} order by name`.execute(tx)
  return rows
}

/** Keeps which papers had a tag that is gone. */
export async function keepTagPapers(
  tx: UserTx,
  id: ImportId,
  gone: readonly { readonly name: string; readonly paper_ids: readonly PaperId[] }[],
): Promise<void> {
  for (const { name, paper_ids } of gone)
    await tx
      .updateTable('import_tags')
      .set({ paper_ids: [...paper_ids] })
      .where('import_id', '=', id)
      .where('name', '=', name)
      .execute()
}
