import { sql } from 'kysely'
import type { FileId, ImportId, PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { NamedFile } from './match-files.ts'

export type UnsettledPdf = {
  readonly file_index: number
  readonly name: string
  readonly path: string
  readonly sha256: string
  readonly size_bytes: number
}

/** The PDFs of an import of which it is not decided whose they are, in their order. */
export async function listUnsettledPdfs(tx: UserTx, id: ImportId): Promise<UnsettledPdf[]> {
  const { rows } = await sql<UnsettledPdf>`
    select file_index, name, coalesce(path, name) as path, sha256, size_bytes
      from import_files
     where import_id = ${id} and kind = 'pdf' and not settled and sha256 is not null and size_bytes is not null
     order by file_index`.execute(tx)
  return rows
}

/** The files that entries of an import name, of papers that are not in the trash. */
export async function listNamedFiles(tx: UserTx, id: ImportId): Promise<NamedFile[]> {
  const { rows } = await sql<NamedFile>`
    select e.paper_id as "paperId", named as path, coalesce(f.path, f.name) as bibliography
      from import_entries e
      join import_files f on f.import_id = e.import_id and f.file_index = e.file_index
      join papers p on p.library_id = e.library_id and p.id = e.paper_id and p.trashed_at is null
     cross join unnest(e.named_files) as named
     where e.import_id = ${id}
     order by e.file_index, e.entry_index`.execute(tx)
  return rows
}

/** Names the file that an attached entry stands for. */
export async function setEntryFile(
  tx: UserTx,
  id: ImportId,
  { fileIndex, fileId }: { readonly fileIndex: number; readonly fileId: FileId },
): Promise<void> {
  await tx
    .updateTable('import_entries')
    .set({ file_id: fileId })
    .where('import_id', '=', id)
    .where('file_index', '=', fileIndex)
    .where('outcome', '=', 'attached')
    .execute()
}

export type AttachedRow = {
  readonly file_index: number
  readonly paper_id: PaperId
  readonly file_id: FileId | null
  readonly name: string
  readonly sha256: string
  readonly size_bytes: number
}

/** What is known of attached files, to take them off or to attach them again. */
export async function listAttached(
  tx: UserTx,
  id: ImportId,
  fileIndexes: readonly number[],
): Promise<AttachedRow[]> {
  const { rows } = await sql<AttachedRow>`
    select e.file_index, e.paper_id, e.file_id, f.name, f.sha256, f.size_bytes
      from import_entries e
      join import_files f on f.import_id = e.import_id and f.file_index = e.file_index
     where e.import_id = ${id} and e.outcome = 'attached' and e.paper_id is not null
       and e.file_index = any (${[...fileIndexes]}::int[])`.execute(tx)
  return rows
}
