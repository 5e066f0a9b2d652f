import { z } from 'zod'
import { job } from '#platform/queue/job.ts'

// Eight attempts with this backoff go on for about ten minutes: the letter of a link that lives for 45.
const patient = { queue: 'default', attempts: 8, timeoutMs: 120_000, backoffMs: 5_000 } as const

/**
 * Mails a link to a new password, if the address is somebody's. Looked up here and not where it was asked for, so that
 * neither the answer nor its time tells; and by a hash, as what was typed may be anything.
 */
export const mailResetJob = job({
  ...patient,
  name: 'accounts.mailReset',
  payload: z.strictObject({ linkId: z.uuid(), emailHash: z.string().regex(/^[0-9a-f]{64}$/) }),
})

/** Mails a link that was written down. */
export const mailLinkJob = job({
  ...patient,
  name: 'accounts.mailLink',
  payload: z.strictObject({ linkId: z.uuid() }),
})
