import { z } from 'zod'
import { fileId, libraryId } from '#contract/ids.ts'
import { jobEnded } from '#contract/job-events.ts'
import { job } from '#platform/queue/job.ts'

/** Reads the text, the pages and the metadata of a stored PDF. */
export const readFileJob = job({
  name: 'papers.readFile',
  queue: 'reading',
  payload: z.strictObject({ fileId, libraryId }),
  attempts: 4,
  // A 3,000-page file takes minutes on a small machine; the child's own limits are tighter for what misbehaves.
  timeoutMs: 15 * 60_000,
  backoffMs: 2_000,
})

/** Reads the pictures of a PDF's pages; pages that are read stay read, so that a repeat goes on after them. */
export const ocrFileJob = job({
  name: 'papers.ocrFile',
  queue: 'ocr',
  payload: z.strictObject({ fileId, libraryId }),
  attempts: 4,
  // Some seconds a page, and no work is lost at the end of it.
  timeoutMs: 2 * 3_600_000,
  backoffMs: 5_000,
})

/** Says of a scan that its job ended without it: cancelled, or given up. */
export const settleEndedJob = job({
  name: 'papers.settleEnded',
  queue: 'default',
  payload: jobEnded.payload,
  attempts: 10,
  timeoutMs: 30_000,
})

/** Asks again for scans that nobody is about to read. */
export const resumeOcrJob = job({
  name: 'papers.resumeOcr',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})

/** Asks again for stored files that nobody is about to read. */
export const resumeReadingJob = job({
  name: 'papers.resumeReading',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})

/** Deletes for good what has been in the trash for the days that it is kept. */
export const emptyTrashJob = job({
  name: 'papers.emptyTrash',
  withoutRoom: true,
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 30 * 60_000,
})

/** Writes down on its file that a reading was cancelled. */
export const settleReadingJob = job({
  name: 'papers.settleReading',
  queue: 'default',
  payload: jobEnded.payload,
  attempts: 5,
  timeoutMs: 60_000,
})
