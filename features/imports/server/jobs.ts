import { z } from 'zod'
import { importId } from '#contract/ids.ts'
import { jobEnded } from '#contract/job-events.ts'
import { job } from '#platform/queue/job.ts'

/** Reads the bibliographies of an import and adds their papers. */
export const readBibliographiesJob = job({
  name: 'imports.readBibliographies',
  queue: 'default',
  payload: z.strictObject({ importId }),
  attempts: 4,
  // 100,000 entries take about ten minutes; what is added is not added again by the next attempt.
  timeoutMs: 60 * 60_000,
  backoffMs: 2_000,
})

/** Settles the import whose job ended without it: cancelled, or given up. */
export const settleEndedJob = job({
  name: 'imports.settleEnded',
  queue: 'default',
  payload: jobEnded.payload,
  attempts: 10,
  timeoutMs: 30_000,
})

/** Takes a large import back, or brings it back. */
export const turnImportJob = job({
  name: 'imports.turn',
  queue: 'default',
  payload: z.strictObject({ importId, turn: z.enum(['undo', 'redo']) }),
  attempts: 4,
  timeoutMs: 30 * 60_000,
  backoffMs: 2_000,
})

/** Forgets uploads that nobody goes on with. */
export const expireUploadsJob = job({
  name: 'imports.expireUploads',
  withoutRoom: true,
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})

/** Closes imports whose request died between two files. */
export const closeAbandonedJob = job({
  name: 'imports.closeAbandoned',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 60_000,
})
