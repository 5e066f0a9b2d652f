import type { z } from 'zod'
import type { ImportId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { importReport, listImports as listImportsEndpoint } from '../contract.ts'
import {
  type Counts,
  countOutcomes,
  findImport,
  type ImportRow,
  listFileNames,
  listImports,
  listShownEntries,
} from './queries.ts'

const entriesShown = 200
const importsShown = 50

type Report = z.input<typeof importReport>

function toReport(row: ImportRow, fileNames: string[], counts: Counts): Omit<Report, 'entries'> {
  return {
    id: row.id,
    libraryId: row.library_id,
    state: row.state,
    fileNames,
    addedCount: counts.added,
    alreadyThereCount: counts.already_there,
    refusedCount: counts.refused,
    doneCount: counts.added + counts.already_there + counts.refused,
    totalCount: row.total_count,
    startedAt: toInstant(row.started_at),
    finishedAt: row.finished_at && toInstant(row.finished_at),
    jobId: row.job_id,
  }
}

async function reportsOf(tx: UserTx, rows: readonly ImportRow[]) {
  const ids = rows.map(({ id }) => id)
  const counts = await countOutcomes(tx, ids)
  const names = await listFileNames(tx, ids)
  const none: Counts = { added: 0, already_there: 0, refused: 0 }
  return rows.map((row) => toReport(row, names.get(row.id) ?? [], counts.get(row.id) ?? none))
}

/** What became of every entry of an import. @throws Problem import_not_found */
export async function readReport(tx: UserTx, id: ImportId): Promise<Report> {
  const row = await findImport(tx, id)
  const [report] = row ? await reportsOf(tx, [row]) : []
  if (!report) throw new Problem('import_not_found')
  const entries = await listShownEntries(tx, id, entriesShown)
  return {
    ...report,
    entries: entries.map(
      ({ file_name: fileName, line, outcome, reason, title, paper_id: paperId, file_id: fileId }) => ({
        fileName,
        line,
        outcome,
        reason,
        title,
        paperId,
        fileId,
      }),
    ),
  }
}

/** The last imports of a person, newest first, without their entries. */
export async function listReports(
  tx: UserTx,
  userId: UserId,
): Promise<z.input<typeof listImportsEndpoint.reply>> {
  return { items: await reportsOf(tx, await listImports(tx, userId, importsShown)) }
}
