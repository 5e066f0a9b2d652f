import type { FileId, LibraryId, PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { findFile } from '../queries.ts'
import { forgetOcrPages, updateOcr } from './ocr-queries.ts'
import { enqueueOcr } from './plan-ocr.ts'

/**
 * Asks for a scan to be read by OCR. One that was read to its end is read anew; one that was cut off goes on.
 * @throws Problem file_not_found | library_read_only | ocr_not_needed
 */
export async function askOcr(tx: UserTx, fileId: FileId): Promise<void> {
  const file = await findFile(tx, fileId)
  if (!file) throw new Problem('file_not_found')
  const libraryId = file.library_id as LibraryId
  const paperId = file.paper_id as PaperId
  await requireEditableLibrary(tx, libraryId)
  if (file.ocr_state === null) throw new Problem('ocr_not_needed')
  if (file.ocr_state === 'waiting' || file.ocr_state === 'reading') {
    // Asked twice is asked once; a job that was cancelled since is asked for again.
    await enqueueOcr(tx, { fileId, libraryId, paperId })
    return
  }
  const isAgain = file.ocr_state === 'done' || file.ocr_state === 'failed'
  if (isAgain) await forgetOcrPages(tx, fileId)
  await updateOcr(tx, fileId, {
    ocr_state: 'waiting',
    ocr_problem: null,
    ...(isAgain ? { ocr_pages_done: 0 } : {}),
  })
  await enqueueOcr(tx, { fileId, libraryId, paperId })
  announce(tx, { libraryId }, [{ topic: 'paper', id: paperId }])
}
