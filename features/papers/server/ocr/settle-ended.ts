import { announce } from '#platform/database/transactions.ts'
import type { JobHandler } from '#platform/queue/job.ts'
import { ocrFileJob, type settleEndedJob } from '../jobs.ts'
import { findWaitingScans, updateOcr, type WaitingScan } from './ocr-queries.ts'

/** How a scan stands whose job has ended without a word from its handler; undefined when it is to be read all the same. */
export function endOf({ ocr_state: state, job_state: job, error_code: code }: WaitingScan) {
  if (state === 'needed') return undefined
  if (job === 'cancelled') return { ocr_state: 'needed', ocr_problem: 'ocr_cancelled' } as const
  // A file store that was away says nothing about the scan.
  if (job === 'failed' && code !== 'unavailable')
    return { ocr_state: 'failed', ocr_problem: code ?? 'unexpected' } as const
  return undefined
}

/** Says of a scan that its reading was cancelled, or killed its workers, unless somebody has asked again since. */
export const settleEnded: JobHandler<typeof settleEndedJob.payload> = async (ended, context) => {
  if (ended.kind !== ocrFileJob.name) return
  await context.asSystem('settle the scan of an ended job', async (tx) => {
    const ofJob = { jobKind: ocrFileJob.name, withNeeded: false, jobId: ended.jobId, limit: 1 }
    const [scan] = await findWaitingScans(tx, ofJob)
    const end = scan && endOf(scan)
    if (!end) return
    await updateOcr(tx, scan.id, end)
    announce(tx, { libraryId: scan.library_id }, [{ topic: 'paper', id: scan.paper_id }])
  })
}
