import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

/** Removes bytes of the file store that no row names any more. */
export const sweepFilesJob = job({
  name: 'storage.sweepFiles',
  withoutRoom: true,
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 3,
  timeoutMs: 2 * 3_600_000,
  backoffMs: 60_000,
})
