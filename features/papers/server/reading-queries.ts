import { sql } from 'kysely'
import type { FileId, JobId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import type { PdfPage } from './pdf/pdf-reading.ts'

/** Marks a file as being read. @returns undefined when it is gone, in the trash, or read already. */
export async function claimFile(tx: UserTx, id: FileId) {
  return tx
    .updateTable('files')
    .from('papers')
    .set({ state: 'reading', problem: null, reading_cancelled_at: null })
    .whereRef('papers.id', '=', 'files.paper_id')
    .where('papers.trashed_at', 'is', null)
    .where('files.id', '=', id)
    .where('files.state', '<>', 'read')
    .returning(['files.paper_id', 'files.sha256'])
    .executeTakeFirst()
}

/** Has a file wait for a reader as a new one does; its pages stay until the first new ones come. */
export async function forgetReading(tx: UserTx, id: FileId): Promise<void> {
  await tx
    .updateTable('files')
    .set({ state: 'stored', problem: null, reading_cancelled_at: null })
    .where('id', '=', id)
    .where('state', 'in', ['read', 'unreadable'])
    .execute()
}

type FileChanges = {
  readonly state: 'read' | 'unreadable'
  readonly problem?: string | null
  readonly page_count?: number
  readonly text_quality?: 'good' | 'none' | 'garbage'
  readonly ocr_state?: 'needed' | 'waiting'
  readonly ocr_problem?: string | null
  readonly outline?: string
  readonly thumbnail_sha256?: string | null
}

/** Writes how the reading of a file ended. */
export async function updateFile(tx: UserTx, id: FileId, changes: FileChanges): Promise<void> {
  await tx.updateTable('files').set(changes).where('id', '=', id).execute()
}

export async function deletePages(tx: UserTx, fileId: FileId): Promise<void> {
  await tx.deleteFrom('pages').where('file_id', '=', fileId).execute()
}

/** Takes the text of a file's pages away, and leaves their numbers and sizes. */
export async function blankPages(tx: UserTx, fileId: FileId): Promise<void> {
  await tx.updateTable('pages').set({ text: '', boxes: '[]' }).where('file_id', '=', fileId).execute()
}

export async function insertPages(
  tx: UserTx,
  { libraryId, fileId }: { libraryId: LibraryId; fileId: FileId },
  pages: readonly PdfPage[],
): Promise<void> {
  if (pages.length === 0) return
  await tx
    .insertInto('pages')
    .values(
      pages.map((page) => ({
        library_id: libraryId,
        file_id: fileId,
        number: page.number,
        width_pt: page.widthPt,
        height_pt: page.heightPt,
        rotation: page.rotation,
        text: page.text,
        boxes: JSON.stringify(page.boxes),
      })),
    )
    .execute()
}

export type UnreadFile = {
  id: FileId
  library_id: LibraryId
  paper_id: PaperId
  owner_id: UserId
  /** The state of the newest job that was to read it, and why that failed. */
  job_state: string | null
  error_code: string | null
}

/** Files that wait to be read, of papers outside of the trash, that no job is about and whose job nobody cancelled. */
export async function findUnreadFiles(tx: SystemTx, jobKind: string, limit: number): Promise<UnreadFile[]> {
  const { rows } = await sql<UnreadFile>`
    select f.id, f.library_id, f.paper_id, l.owner_id, newest.state as job_state, newest.error_code
      from files f
      join papers p on p.id = f.paper_id and p.trashed_at is null
      join libraries l on l.id = f.library_id
      left join lateral (
        select j.state, j.error_code from background_jobs j
         where j.subject_id = f.paper_id and j.kind = ${jobKind} and j.key = f.id::text
         order by j.id desc limit 1
      ) as newest on true
     where f.state in ('stored', 'reading') and f.reading_cancelled_at is null
       and coalesce(newest.state, 'none') in ('none', 'completed', 'failed')
     order by f.id limit ${limit}`.execute(tx)
  return rows
}

/** Writes on the file of a cancelled job that nobody wants it read, unless the job was asked for again since. */
export async function markReadingCancelled(tx: SystemTx, jobId: JobId): Promise<void> {
  await sql`
    update files f set reading_cancelled_at = j.finished_at
      from background_jobs j
     where j.id = ${jobId} and j.state = 'cancelled'
       and f.paper_id = j.subject_id and f.id::text = j.key and f.state in ('stored', 'reading')`.execute(tx)
}

/** Closes a file whose job was given up without a word from its handler. */
export async function giveUpFile(tx: SystemTx, id: FileId, problem: string): Promise<void> {
  await tx
    .updateTable('files')
    .set({ state: 'unreadable', problem })
    .where('id', '=', id)
    .where('state', 'in', ['stored', 'reading'])
    .execute()
}
