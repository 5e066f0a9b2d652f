import { z } from 'zod'
import { event } from './event.ts'
import { jobId } from './ids.ts'

/** A background job ended without its work: whoever waits for a result settles it. */
export const jobEnded = event(
  'job.ended',
  z.strictObject({ jobId, kind: z.string(), state: z.enum(['failed', 'cancelled']) }),
)
