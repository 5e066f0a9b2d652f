import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { notificationId } from '#contract/ids.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { notification } from './contract/notification.ts'
import { notificationType } from './contract/types.ts'

export {
  type Announcement,
  announceToPeople,
  audience,
  listAnnouncements,
  takeBackAnnouncement,
} from './contract/announcements.ts'
export {
  type Delivery,
  deliveryReason,
  type Notification,
  notification,
} from './contract/notification.ts'
export {
  pathOfSubject,
  type Sayable,
  type SentenceLanguage,
  sayAnnouncement,
  sayCounts,
  saySentence,
  sentences,
} from './contract/say.ts'
export {
  addDevice,
  addWebhook,
  defaultRhythm,
  digest,
  getSettings,
  type PushSubscribed,
  pushSubscription,
  type Rhythm,
  removeTarget,
  rhythm,
  type Settings,
  saveSettings,
  sendTest,
  type Target,
  target,
  timeOfDay,
} from './contract/settings.ts'
export {
  administratorTypes,
  type Channel,
  channel,
  channelsUnlessChosen,
  isAlwaysShown,
  type NotificationType,
  notificationType,
  type OutsideChannel,
  outsideChannel,
  type Priority,
  priority,
  priorityOf,
} from './contract/types.ts'

export const listNotifications = endpoint({
  name: 'notifications.list',
  method: 'GET',
  path: '/api/notifications',
  access: 'notifications:read',
  summary: "The asking person's notifications, newest first.",
  query: z.strictObject({
    ...pageQuery.shape,
    unread: z.stringbool().optional(),
    type: notificationType.optional(),
  }),
  reply: z.strictObject({ ...pageOf(notification).shape, unreadCount: z.int() }),
})

const chosen = z.array(notificationId).min(1).max(200)

export const markRead = endpoint({
  name: 'notifications.markRead',
  method: 'POST',
  path: '/api/notifications/read',
  access: 'notifications:write',
  summary: 'Marks some notifications, or all of them, as read; or some as unread again.',
  body: z.union([
    z.strictObject({ ids: chosen, unread: z.literal(true).optional() }),
    z.strictObject({ all: z.literal(true) }),
  ]),
  reply: z.strictObject({ unreadCount: z.int() }),
})

export const deleteNotifications = endpoint({
  name: 'notifications.delete',
  method: 'POST',
  path: '/api/notifications/delete',
  access: 'notifications:write',
  summary: 'Deletes notifications; what waits to be sent of them is not sent any more.',
  body: z.strictObject({ ids: chosen }),
  reply: z.strictObject({ unreadCount: z.int() }),
})
