import { z } from 'zod'
import type { ImportId, UserId } from '#contract/ids.ts'
import { fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { Tx, UserTx } from '#platform/database/transactions.ts'
import type {
  importEntry,
  importReport,
  listImportEntries,
  listImports as listImportsEndpoint,
} from '../contract.ts'
import { type EntryRow, listEntries, listShownEntries } from './entry-queries.ts'
import {
  type Counts,
  countOutcomes,
  findImport,
  type ImportRow,
  listFileNames,
  listImports,
  noCounts,
} from './queries.ts'

const entriesShown = 200
const importsShown = 50

type Report = z.input<typeof importReport>

function toReport(row: ImportRow, fileNames: string[], counts: Counts): Omit<Report, 'entries'> {
  const { added, merged, attached, already_there, refused, kept } = counts
  return {
    id: row.id,
    libraryId: row.library_id,
    state: row.state,
    fileNames,
    addedCount: added,
    mergedCount: merged,
    attachedCount: attached,
    alreadyThereCount: already_there,
    refusedCount: refused,
    doneCount: added + merged + attached + already_there + refused,
    totalCount: row.total_count,
    startedAt: toInstant(row.started_at),
    finishedAt: row.finished_at && toInstant(row.finished_at),
    jobId: row.job_id,
    undo: row.undo,
    undoJobId: row.undo_job_id,
    keptCount: kept,
  }
}

/** What a merged entry put in, as it is kept with it. */
export const storedFilled = z.strictObject({
  csl: z.record(z.string(), z.unknown()),
  citationKey: z.string().optional(),
  tags: z.array(z.string()).optional(),
})

function filledFieldsOf(stored: unknown): string[] {
  if (stored === null) return []
  const { csl, citationKey, tags } = storedFilled.parse(stored)
  return [
    ...Object.keys(csl),
    ...(citationKey === undefined ? [] : ['citation-key']),
    ...(tags === undefined ? [] : ['keyword']),
  ]
}

export function toEntry(row: EntryRow): z.input<typeof importEntry> {
  return {
    fileName: row.file_name,
    line: row.line,
    outcome: row.outcome,
    filledFields: filledFieldsOf(row.filled),
    undo: row.undo,
    reason: row.reason,
    title: row.title,
    paperId: row.paper_id,
    fileId: row.file_id,
  }
}

async function reportsOf(tx: UserTx, rows: readonly ImportRow[]) {
  const ids = rows.map(({ id }) => id)
  const counts = await countOutcomes(tx, ids)
  const names = await listFileNames(tx, ids)
  return rows.map((row) => toReport(row, names.get(row.id) ?? [], counts.get(row.id) ?? noCounts))
}

/** @throws Problem import_not_found — another person's import, too */
export async function requireImport(tx: Tx, id: ImportId): Promise<ImportRow> {
  const row = await findImport(tx, id)
  if (!row) throw new Problem('import_not_found')
  return row
}

/** What became of every entry of an import. @throws Problem import_not_found */
export async function readReport(tx: UserTx, id: ImportId): Promise<Report> {
  const [report] = await reportsOf(tx, [await requireImport(tx, id)])
  if (!report) throw new Problem('import_not_found')
  return { ...report, entries: (await listShownEntries(tx, id, entriesShown)).map(toEntry) }
}

const place = z.tuple([
  z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
])

/** One page of the entries of an import. @throws Problem import_not_found | bad_request for a cursor of another list */
export async function readEntries(
  tx: UserTx,
  id: ImportId,
  { cursor, limit, outcome }: z.output<typeof listImportEntries.query>,
): Promise<z.input<typeof listImportEntries.reply>> {
  await requireImport(tx, id)
  const after = cursor === undefined ? undefined : fromCursor(cursor, place)
  if (cursor !== undefined && after === undefined) throw new Problem('bad_request', { where: 'cursor' })
  const rows = await listEntries(tx, id, { outcome, after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next = rows.length > limit && last ? toCursor([last.file_index, last.entry_index]) : null
  return { items: page.map(toEntry), next }
}

/** The last imports of a person, newest first, without their entries. */
export async function listReports(
  tx: UserTx,
  userId: UserId,
): Promise<z.input<typeof listImportsEndpoint.reply>> {
  return { items: await reportsOf(tx, await listImports(tx, userId, importsShown)) }
}
