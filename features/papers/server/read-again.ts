import type { FileId, LibraryId, PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { readFileJob } from './jobs.ts'
import { askOcr } from './ocr/ask-ocr.ts'
import { findFile } from './queries.ts'
import { forgetReading } from './reading-queries.ts'

/**
 * Asks for a file that was read to be read once more: its pages and their text are made anew, its record is not. What a
 * scan says is read by OCR again.
 * @throws Problem file_not_found | library_read_only | pdf_not_a_pdf
 */
export async function readAgain(tx: UserTx, fileId: FileId): Promise<void> {
  const file = await findFile(tx, fileId)
  if (!file) throw new Problem('file_not_found')
  const libraryId = await requireEditableLibrary(tx, file.library_id as LibraryId)
  if (file.media_type !== 'application/pdf') throw new Problem('pdf_not_a_pdf')
  if (file.ocr_state !== null) return askOcr(tx, fileId)
  await forgetReading(tx, fileId)
  const subject = { kind: 'paper', id: file.paper_id } as const
  await enqueue(tx, readFileJob, { fileId, libraryId }, { key: fileId, subject })
  announce(tx, { libraryId }, [{ topic: 'papers' }, { topic: 'paper', id: file.paper_id as PaperId }])
}
