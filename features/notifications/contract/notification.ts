import { z } from 'zod'
import { notificationId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'
import { notificationType, outsideChannel } from './types.ts'

/** Why something did not reach a channel. */
export const deliveryReason = z.enum([
  'not_configured',
  'unreachable',
  'refused',
  'address_refused',
  'gone',
  'unexpected',
])

/** `sent`: somebody else has taken it on, a mail server say; `delivered`: who it is for has. */
const deliveryState = z.enum(['queued', 'sent', 'delivered', 'failed'])

const delivery = z.strictObject({
  channel: outsideChannel,
  /** Which of several webhooks; null for e-mail. */
  label: z.string().nullable(),
  state: deliveryState,
  /** Of the last attempt, while it is not through. */
  reason: deliveryReason.nullable(),
  /** When it leaves, for one that waits for a digest or the morning. */
  dueAt: instant.nullable(),
})
export type Delivery = z.infer<typeof delivery>

export const notification = z.strictObject({
  id: notificationId,
  type: notificationType,
  /** What it is about, for a link. */
  subject: z
    .strictObject({
      kind: z.enum([
        'paper',
        'analyses',
        'import',
        'duplicates',
        'backup',
        'security',
        'search',
        'tag',
        'health',
        'announcement',
      ]),
      id: z.uuid(),
      title: z.string().nullable(),
    })
    .nullable(),
  /** Typed facts for the sentence on screen, e.g. how many providers answered. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  createdAt: instant,
  readAt: instant.nullable(),
  /** How far it is by each channel outside of the app. */
  deliveries: z.array(delivery),
})
export type Notification = z.infer<typeof notification>
export type Facts = Notification['facts']
