import { sql } from 'kysely'
import type { FileId, HighlightId, LibraryId, PaperId } from '#contract/ids.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { AnchorColumns, HighlightRow } from './queries.ts'

export type StandingRow = Pick<
  HighlightRow,
  'id' | 'file_id' | 'quote' | 'prefix' | 'suffix' | 'anchor' | 'page' | 'position' | 'rects'
>

/** Everybody's highlights of a file and those of its paper that have lost theirs; also what was taken away and may come back. */
export async function selectToRealign(
  tx: SystemTx,
  { libraryId, paperId, fileId }: { libraryId: LibraryId; paperId: PaperId; fileId: FileId },
): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select h.id, h.file_id, h.quote, h.prefix, h.suffix, h.anchor, h.page, h.position, h.rects
      from highlights h
     where h.library_id = ${libraryId} and h.paper_id = ${paperId}
       and (h.file_id = ${fileId} or h.file_id is null)
     order by h.id`.execute(tx)
  return rows
}

/** Whether a paper has highlights that wait for a file. */
export async function hasLoose(tx: SystemTx, libraryId: LibraryId, paperId: PaperId): Promise<boolean> {
  const row = await tx
    .selectFrom('highlights')
    .select('id')
    .where('library_id', '=', libraryId)
    .where('paper_id', '=', paperId)
    .where('file_id', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Writes where a highlight stands now. One that goes to a file must still be that paper's. */
export async function updateAnchor(
  tx: SystemTx,
  id: HighlightId,
  columns: AnchorColumns & { readonly file_id: FileId | null },
): Promise<void> {
  await tx.updateTable('highlights').set(columns).where('id', '=', id).execute()
}
