import type { JobHandler } from '#platform/queue/job.ts'
import { readFileJob, type settleReadingJob } from './jobs.ts'
import { markReadingCancelled } from './reading-queries.ts'

/** Writes on a file that somebody cancelled its reading; one who has it read after all takes that back. */
export const settleReading: JobHandler<typeof settleReadingJob.payload> = async (ended, context) => {
  if (ended.kind !== readFileJob.name || ended.state !== 'cancelled') return
  await context.asSystem('a reading was cancelled', (tx) => markReadingCancelled(tx, ended.jobId))
}
