import type { ImportId, LibraryId, UserId } from '#contract/ids.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { addTags } from '#features/reading/server/reading.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { ReadEntry } from './formats/reading.ts'
import type { PlannedEntry } from './plan-entries.ts'
import { insertEntries, type NewImportEntry } from './queries.ts'

// Some publishers send the whole classification of a journal as keywords; so many are no tags any more.
const tagsMax = 30

/** The import that papers are added for. */
export type Import = { readonly id: ImportId; readonly libraryId: LibraryId; readonly userId: UserId }

export type Batch = {
  readonly fileIndex: number
  readonly fileName: string
  /** Place of the batch's first entry in the file. */
  readonly from: number
  readonly batch: readonly PlannedEntry[]
}

/** Adds the papers of a batch with their keywords as tags and records what became of each entry, all or nothing. */
export async function addEntries(
  tx: UserTx,
  whole: Import,
  { fileIndex, fileName, from, batch }: Batch,
): Promise<void> {
  const rows: NewImportEntry[] = []
  for (const [index, { line, reason, title, record }] of batch.entries()) {
    const added = record && (await addRecord(tx, whole, record))
    rows.push({
      library_id: whole.libraryId,
      import_id: whole.id,
      user_id: whole.userId,
      file_index: fileIndex,
      entry_index: from + index,
      file_name: fileName,
      line,
      outcome: added?.outcome ?? 'refused',
      reason,
      title,
      paper_id: added?.paperId ?? null,
      file_id: null,
    })
  }
  await insertEntries(tx, rows)
}

async function addRecord(tx: UserTx, { libraryId, userId }: Import, record: ReadEntry) {
  const { csl, citationKey, verbatim, keywords } = record
  const added = await addPaper(tx, { libraryId, csl, citationKey, verbatim, addedBy: userId })
  if (added.outcome === 'added') await addTags(tx, libraryId, added.paperId, keywords.slice(0, tagsMax))
  return added
}
