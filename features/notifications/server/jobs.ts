import { z } from 'zod'
import { announcementId, notificationTargetId, userId } from '#contract/ids.ts'
import { passwordReset, secondFactorReset } from '#features/accounts/contract.ts'
import { job } from '#platform/queue/job.ts'
import { outsideChannel } from '../contract.ts'

/** Makes the partitions of every table that is split by time ahead, and drops what has outlived its retention. */
export const maintainPartitionsJob = job({
  name: 'notifications.maintainPartitions',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 5,
  timeoutMs: 60_000,
})

/** Tells a person that their second factor was taken away. */
export const tellResetJob = job({
  name: 'notifications.tellSecondFactorReset',
  queue: 'default',
  payload: secondFactorReset.payload,
  attempts: 5,
  timeoutMs: 60_000,
})

/** Tells a person that their password was set anew. */
export const tellPasswordJob = job({
  name: 'notifications.tellPasswordReset',
  queue: 'default',
  payload: passwordReset.payload,
  attempts: 5,
  timeoutMs: 60_000,
})

// Ten attempts with this backoff go on for about an hour.
const patient = { queue: 'default', attempts: 10, timeoutMs: 120_000, backoffMs: 5_000 } as const

/** Sends one delivery, or holds it back for a digest or until the quiet hours are over. */
export const deliverJob = job({
  ...patient,
  name: 'notifications.deliver',
  payload: z.strictObject({ deliveryId: z.uuid() }),
})

/** Sends together what was held back for one destination and may leave now. */
export const deliverHeldJob = job({
  ...patient,
  name: 'notifications.deliverHeld',
  payload: z.strictObject({ userId, channel: outsideChannel, targetId: notificationTargetId.nullable() }),
})

/** Tells everybody an announcement is for. */
export const tellAnnouncementJob = job({
  name: 'notifications.tellAnnouncement',
  queue: 'default',
  payload: z.strictObject({ announcementId }),
  attempts: 5,
  timeoutMs: 10 * 60_000,
})

/** Asks for what waited for its time: announcements, and what a digest or the quiet hours held back. */
export const sendDueJob = job({
  name: 'notifications.sendDue',
  queue: 'default',
  payload: z.strictObject({}),
  attempts: 1,
  timeoutMs: 60_000,
})
