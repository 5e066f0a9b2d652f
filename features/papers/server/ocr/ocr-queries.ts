import { sql } from 'kysely'
import type { FileId, JobId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import type { TextRun } from '#contract/text-rectangles.ts'
import type { SystemTx, Tx, UserTx } from '#platform/database/transactions.ts'

/**
 * Marks a scan as being read by OCR: one that waits, and one whose cancelled or failed job somebody repeats.
 * @returns undefined when it is gone, in the trash, read already, or no scan
 */
export async function claimScan(tx: UserTx, id: FileId) {
  return tx
    .updateTable('files')
    .from('papers')
    .set({ ocr_state: 'reading', ocr_problem: null })
    .whereRef('papers.id', '=', 'files.paper_id')
    .where('papers.trashed_at', 'is', null)
    .where('files.id', '=', id)
    .where('files.ocr_state', '<>', 'done')
    .returning(['files.paper_id', 'files.sha256', 'files.page_count', 'files.text_quality'])
    .executeTakeFirst()
}

type OcrChanges = {
  readonly ocr_state?: 'needed' | 'waiting' | 'done' | 'failed'
  readonly ocr_problem?: string | null
  readonly ocr_pages_done?: number
  readonly ocr_confidence?: number | null
  readonly text_quality?: 'none' | 'ocr'
}

export async function updateOcr(tx: Tx, id: FileId, changes: OcrChanges): Promise<void> {
  await tx.updateTable('files').set(changes).where('id', '=', id).execute()
}

/** The pages of a scan in order, with how sure OCR was of those it has read. */
export async function listScanPages(tx: UserTx, fileId: FileId, limit: number) {
  return tx
    .selectFrom('pages')
    .select(['number', 'rotation', 'ocr_confidence'])
    .where('file_id', '=', fileId)
    .orderBy('number')
    .limit(limit)
    .execute()
}

type ReadPage = {
  readonly number: number
  readonly text: string
  readonly boxes: readonly TextRun[]
  readonly confidence: number
}

export async function putOcrPage(tx: UserTx, fileId: FileId, page: ReadPage): Promise<void> {
  await tx
    .updateTable('pages')
    .set({ text: page.text, boxes: JSON.stringify(page.boxes), ocr_confidence: page.confidence })
    .where('file_id', '=', fileId)
    .where('number', '=', page.number)
    .execute()
}

/** How many pages OCR has read, their letters, and the mean of its sureness over the letters. */
export async function tallyOcr(tx: UserTx, fileId: FileId) {
  return tx
    .selectFrom('pages')
    .select([
      sql<number>`count(*)::int`.as('pages'),
      sql<number>`coalesce(sum(length(text)), 0)::int`.as('letters'),
      sql<number | null>`sum(ocr_confidence * length(text)) / nullif(sum(length(text)), 0)`.as('confidence'),
    ])
    .where('file_id', '=', fileId)
    .where('ocr_confidence', 'is not', null)
    .executeTakeFirstOrThrow()
}

/** So that every page is read anew; the texts stay until then. */
export async function forgetOcrPages(tx: UserTx, fileId: FileId): Promise<void> {
  await tx.updateTable('pages').set({ ocr_confidence: null }).where('file_id', '=', fileId).execute()
}

export type WaitingScan = {
  id: FileId
  library_id: LibraryId
  paper_id: PaperId
  owner_id: UserId
  ocr_state: 'needed' | 'waiting' | 'reading'
  job_state: string | null
  error_code: string | null
}

type ScanFilter = {
  readonly jobKind: string
  /** Those that wait for the program itself as well. */
  readonly withNeeded: boolean
  /** Only the one this job was the last to be about. */
  readonly jobId?: JobId
  readonly limit: number
}

/** Scans that wait for OCR and that no job is about, or no longer. */
export async function findWaitingScans(
  tx: SystemTx,
  { jobKind, withNeeded, jobId, limit }: ScanFilter,
): Promise<WaitingScan[]> {
  const ofJob = jobId
    ? sql`and newest.id = ${jobId} and f.paper_id = (select subject_id from background_jobs where id = ${jobId})`
    : sql``
  const { rows } = await sql<WaitingScan>`
    select f.id, f.library_id, f.paper_id, l.owner_id, f.ocr_state, newest.state as job_state, newest.error_code
      from files f
      join papers p on p.id = f.paper_id and p.trashed_at is null
      join libraries l on l.id = f.library_id
      left join lateral (
        select j.id, j.state, j.error_code from background_jobs j
         where j.subject_id = f.paper_id and j.kind = ${jobKind} and j.key = 'ocr ' || f.id::text
         order by j.id desc limit 1
      ) as newest on true
     where (f.ocr_state in ('waiting', 'reading')
            or (${withNeeded} and f.ocr_state = 'needed' and f.ocr_problem = 'ocr_not_installed'))
       and coalesce(newest.state, 'none') in ('none', 'completed', 'failed', 'cancelled')
       ${ofJob}
     order by f.id limit ${limit}`.execute(tx)
  return rows
}
