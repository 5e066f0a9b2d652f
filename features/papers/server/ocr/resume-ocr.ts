import { announce } from '#platform/database/transactions.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { ocrFileJob } from '../jobs.ts'
import { findWaitingScans, updateOcr } from './ocr-queries.ts'
import { enqueueOcr, findOcr } from './plan-ocr.ts'
import { endOf } from './settle-ended.ts'

const batchSize = 500

/**
 * Asks again, on behalf of the library's owner, for every scan that waits for OCR and that no job is about, and for those
 * that were to wait until Tesseract is installed, once it is. One whose job was cancelled, or kills its workers, says so.
 */
export async function resumeOcr(_payload: unknown, context: JobContext): Promise<void> {
  const { house } = context
  const withNeeded = house.config.SEOGO_OCR === 'auto' && (await findOcr(house)) !== undefined
  const resumed = await context.asSystem('resume OCR', async (tx) => {
    const scans = await findWaitingScans(tx, { jobKind: ocrFileJob.name, withNeeded, limit: batchSize })
    let count = 0
    for (const scan of scans) {
      const { id: fileId, library_id: libraryId, paper_id: paperId, owner_id: ownerId } = scan
      const end = endOf(scan)
      await updateOcr(tx, fileId, end ?? { ocr_state: 'waiting', ocr_problem: null })
      if (!end) await enqueueOcr(tx, { fileId, libraryId, paperId }, ownerId)
      announce(tx, { libraryId }, [{ topic: 'paper', id: paperId }])
      count += end ? 0 : 1
    }
    return count
  })
  context.note({ resumed })
}
