import { sql } from 'kysely'
import type { FileId, ImportId, JobId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import type { SystemTx, Tx, UserTx } from '#platform/database/transactions.ts'
import type { EntryOutcome } from '../contract.ts'

export async function insertImport(
  tx: UserTx,
  row: { library_id: LibraryId; user_id: UserId },
): Promise<ImportId> {
  const { id } = await tx.insertInto('imports').values(row).returning('id').executeTakeFirstOrThrow()
  return id as ImportId
}

/** Forgets an import of which no file has come. */
export async function deleteImport(tx: UserTx, id: ImportId): Promise<void> {
  await tx.deleteFrom('imports').where('id', '=', id).execute()
}

export type NewImportFile = {
  readonly library_id: LibraryId
  readonly import_id: ImportId
  readonly user_id: UserId
  readonly file_index: number
  readonly name: string
  readonly sha256: string | null
  readonly kind: 'pdf' | 'bibliography' | 'refused'
  readonly path?: string | null
  readonly size_bytes?: number
}

export async function insertImportFile(tx: UserTx, row: NewImportFile): Promise<void> {
  // A bibliography is settled when it has been read, a PDF when it is known whose it is, one refused here and now.
  await tx
    .insertInto('import_files')
    .values({ ...row, settled: row.kind === 'refused' })
    .execute()
}

export type NewImportEntry = {
  readonly library_id: LibraryId
  readonly import_id: ImportId
  readonly user_id: UserId
  readonly file_index: number
  readonly entry_index: number
  readonly file_name: string
  readonly line: number | null
  readonly outcome: EntryOutcome
  readonly reason: string | null
  readonly title: string | null
  readonly paper_id: PaperId | null
  readonly file_id: FileId | null
  /** What a merged entry put in, as JSON. */
  readonly filled?: string | null
  readonly verbatim?: string | null
  /** Files that the entry names, as it writes them. */
  readonly named_files?: readonly string[] | null
}

/** Records entries in one statement; a report of ten thousand is written in a hundred. */
export async function insertEntries(tx: UserTx, rows: readonly NewImportEntry[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into import_entries (library_id, import_id, user_id, file_index, entry_index, file_name, line, outcome, reason,
                                title, paper_id, file_id, filled, verbatim, named_files)
    select n.library_id, n.import_id, n.user_id, n.file_index, n.entry_index, n.file_name, n.line, n.outcome, n.reason,
           n.title, n.paper_id, n.file_id, n.filled::jsonb, n.verbatim, n.named_files
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as n (library_id uuid, import_id uuid, user_id uuid, file_index int, entry_index int, file_name text, line int,
              outcome text, reason text, title text, paper_id uuid, file_id uuid, filled text, verbatim text,
              named_files text[])`.execute(tx)
}

const importColumns = [
  'id',
  'library_id',
  'user_id',
  'state',
  'total_count',
  'job_id',
  'undo',
  'undone_at',
  'undo_job_id',
  'started_at',
  'finished_at',
] as const

export async function findImport(tx: Tx, id: ImportId) {
  return tx.selectFrom('imports').select(importColumns).where('id', '=', id).executeTakeFirst()
}

/** Holds the import's row, so that it is closed once. */
export async function lockImport(tx: Tx, id: ImportId) {
  return tx.selectFrom('imports').select(importColumns).where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function findImportOfJob(tx: SystemTx, job: JobId) {
  return tx.selectFrom('imports').select(importColumns).where('job_id', '=', job).executeTakeFirst()
}

/** Imports still open though nobody has sent a file for an hour and no job reads them. */
export async function listAbandoned(tx: SystemTx, before: Date) {
  return tx
    .selectFrom('imports')
    .select(importColumns)
    .where('state', '=', 'running')
    .where('job_id', 'is', null)
    .where('updated_at', '<', before)
    .limit(100)
    .execute()
}

/** The bibliographies of an import that are not read to their end, in their order. */
export async function listUnsettledFiles(tx: Tx, id: ImportId) {
  return tx
    .selectFrom('import_files')
    .select(['file_index', 'name', 'sha256'])
    .where('import_id', '=', id)
    .where('kind', '=', 'bibliography')
    .where('settled', '=', false)
    .orderBy('file_index')
    .execute()
}

export async function hasUnreadBibliography(tx: Tx, id: ImportId): Promise<boolean> {
  return (await listUnsettledFiles(tx, id)).length > 0
}

/** How many files of an import have come. */
export async function countImportFiles(tx: Tx, id: ImportId): Promise<number> {
  const { count } = await tx
    .selectFrom('import_files')
    .select((one) => one.fn.countAll<number>().as('count'))
    .where('import_id', '=', id)
    .executeTakeFirstOrThrow()
  return count
}

/** Files of which it is not known yet what becomes of them. */
export async function countUnsettled(tx: Tx, id: ImportId, kind?: 'pdf'): Promise<number> {
  let query = tx
    .selectFrom('import_files')
    .select((one) => one.fn.countAll<number>().as('count'))
    .where('import_id', '=', id)
    .where('settled', '=', false)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  return (await query.executeTakeFirstOrThrow()).count
}

export async function settleFile(tx: UserTx, id: ImportId, fileIndex: number): Promise<void> {
  await tx
    .updateTable('import_files')
    .set({ settled: true })
    .where('import_id', '=', id)
    .where('file_index', '=', fileIndex)
    .execute()
}

/** How many entries of a file are recorded; they are recorded in their order, so it is also the next one's place. */
export async function countEntriesOfFile(tx: Tx, id: ImportId, fileIndex: number): Promise<number> {
  const { count } = await tx
    .selectFrom('import_entries')
    .select((one) => one.fn.countAll<number>().as('count'))
    .where('import_id', '=', id)
    .where('file_index', '=', fileIndex)
    .executeTakeFirstOrThrow()
  return count
}

/** How many entries of all files are recorded. */
export async function countEntries(tx: Tx, id: ImportId): Promise<number> {
  const { count } = await tx
    .selectFrom('import_entries')
    .select((one) => one.fn.countAll<number>().as('count'))
    .where('import_id', '=', id)
    .executeTakeFirstOrThrow()
  return count
}

/** How many PDFs of an import wait to be read or are being read. */
export async function countUnreadFiles(tx: UserTx, id: ImportId): Promise<number> {
  const { count } = await tx
    .selectFrom('import_entries')
    .innerJoin('files', (join) =>
      join
        .onRef('files.library_id', '=', 'import_entries.library_id')
        .onRef('files.id', '=', 'import_entries.file_id'),
    )
    .select((one) => one.fn.countAll<number>().as('count'))
    .where('import_entries.import_id', '=', id)
    .where('files.state', 'in', ['stored', 'reading'])
    .executeTakeFirstOrThrow()
  return count
}

type ImportChange = {
  readonly state?: 'running' | 'finished' | 'failed'
  readonly total_count?: number
  readonly job_id?: JobId
  readonly undo?: 'none' | 'undoing' | 'undone' | 'redoing'
  readonly undone_at?: Date | null
  readonly undo_job_id?: JobId | null
}

export async function updateImport(tx: Tx, id: ImportId, change: ImportChange): Promise<void> {
  const ended = change.state === 'finished' || change.state === 'failed'
  await tx
    .updateTable('imports')
    .set({
      ...change,
      ...(change.state === undefined ? {} : { finished_at: ended ? sql<Date>`clock_timestamp()` : null }),
    })
    .where('id', '=', id)
    .execute()
}

export type Counts = Record<EntryOutcome | 'kept', number>
export const noCounts: Counts = { added: 0, merged: 0, attached: 0, already_there: 0, refused: 0, kept: 0 }

/** What the entries of imports have become, by import. */
export async function countOutcomes(tx: Tx, ids: readonly string[]): Promise<Map<string, Counts>> {
  const found = new Map<string, Counts>(ids.map((id) => [id, { ...noCounts }]))
  if (ids.length === 0) return found
  const rows = await tx
    .selectFrom('import_entries')
    .select((one) => [
      'import_id',
      'outcome',
      one.fn.countAll<number>().as('count'),
      sql<number>`count(*) filter (where undo = 'kept')`.as('kept'),
    ])
    .where('import_id', 'in', ids)
    .groupBy(['import_id', 'outcome'])
    .execute()
  for (const { import_id, outcome, count, kept } of rows) {
    const counts = found.get(import_id)
    if (!counts) continue
    counts[outcome] = count
    counts.kept += kept
  }
  return found
}

/** The names of the files of imports in their order, by import. */
export async function listFileNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return names
  const rows = await tx
    .selectFrom('import_files')
    .select(['import_id', 'name'])
    .where('import_id', 'in', ids)
    .orderBy('import_id')
    .orderBy('file_index')
    .execute()
  for (const { import_id, name } of rows) names.get(import_id)?.push(name)
  return names
}

export async function listImports(tx: UserTx, userId: UserId, limit: number) {
  return tx
    .selectFrom('imports')
    .select(importColumns)
    .where('user_id', '=', userId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export type ImportRow = NonNullable<Awaited<ReturnType<typeof findImport>>>
