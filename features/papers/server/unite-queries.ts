import { sql } from 'kysely'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { columnsOf } from './record.ts'

export type Pair = { readonly libraryId: LibraryId; readonly survivorId: PaperId; readonly mergedId: PaperId }

/** A paper as it stands, in the trash or not. */
export async function findRecord(tx: SystemTx, libraryId: LibraryId, id: PaperId) {
  return tx
    .selectFrom('papers')
    .select(['csl', 'origins', 'doi', 'citation_key', 'trashed_at', 'merged_into'])
    .where('library_id', '=', libraryId)
    .where('id', '=', id)
    .executeTakeFirst()
}

type RecordChanges = ReturnType<typeof columnsOf> & {
  readonly origins: string
  readonly citation_key: string | null
}

export async function writeRecord(tx: SystemTx, id: PaperId, changes: RecordChanges): Promise<void> {
  await tx.updateTable('papers').set(changes).where('id', '=', id).execute()
}

export async function trashMerged(tx: SystemTx, { survivorId, mergedId }: Pair): Promise<void> {
  await tx
    .updateTable('papers')
    .set({ trashed_at: sql<Date>`clock_timestamp()`, merged_into: survivorId })
    .where('id', '=', mergedId)
    .execute()
}

export async function untrashMerged(tx: SystemTx, { mergedId }: Pair): Promise<void> {
  await tx
    .updateTable('papers')
    .set({ trashed_at: null, merged_into: null })
    .where('id', '=', mergedId)
    .execute()
}

/** Gives files to another paper; all that the paper has, or the named ones of it. @returns the ids of those given */
export async function moveFiles(
  tx: SystemTx,
  libraryId: LibraryId,
  move: { readonly from: PaperId; readonly to: PaperId; readonly ids?: readonly string[] },
): Promise<string[]> {
  let query = tx
    .updateTable('files')
    .set({ paper_id: move.to })
    .where('library_id', '=', libraryId)
    .where('paper_id', '=', move.from)
  if (move.ids) query = query.where(sql<boolean>`id = any (${[...move.ids]}::uuid[])`)
  return (await query.returning('id').execute()).map(({ id }) => id)
}

/** Another paper outside of the trash that has this DOI. */
export async function findDoiHolder(
  tx: SystemTx,
  libraryId: LibraryId,
  doi: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('papers')
    .select('id')
    .where('library_id', '=', libraryId)
    .where('doi', '=', doi)
    .where('trashed_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}
