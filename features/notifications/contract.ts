import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { notificationId } from '#contract/ids.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { instant } from '#contract/time.ts'

export const notificationType = z.enum([
  'analysis_finished',
  'analysis_failed',
  'analyses_finished',
  'analyses_failed',
  'import_finished',
  'import_failed',
  'duplicates_suggested',
  'search_matched',
  'backup_finished',
  'backup_failed',
  'backup_restored',
  'restore_failed',
  'security_alert',
  'account_watched',
  'second_factor_reset',
])
export type NotificationType = z.infer<typeof notificationType>

export const notification = z.strictObject({
  id: notificationId,
  type: notificationType,
  /** What it is about, for a link. */
  subject: z
    .strictObject({
      kind: z.enum(['paper', 'analyses', 'import', 'duplicates', 'backup', 'security', 'search']),
      id: z.uuid(),
      title: z.string().nullable(),
    })
    .nullable(),
  /** Typed facts for the sentence on screen, e.g. how many providers answered. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  createdAt: instant,
  readAt: instant.nullable(),
})
export type Notification = z.infer<typeof notification>

export const listNotifications = endpoint({
  name: 'notifications.list',
  method: 'GET',
  path: '/api/notifications',
  access: 'notifications:read',
  summary: "The asking person's notifications, newest first.",
  query: z.strictObject({ ...pageQuery.shape, unread: z.stringbool().optional() }),
  reply: z.strictObject({ ...pageOf(notification).shape, unreadCount: z.int() }),
})

export const markRead = endpoint({
  name: 'notifications.markRead',
  method: 'POST',
  path: '/api/notifications/read',
  access: 'notifications:write',
  summary: 'Marks some notifications, or all of them, as read.',
  body: z.union([
    z.strictObject({ ids: z.array(notificationId).min(1).max(200) }),
    z.strictObject({ all: z.literal(true) }),
  ]),
  reply: z.strictObject({ unreadCount: z.int() }),
})
