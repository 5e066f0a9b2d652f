import { z } from 'zod'

/** What people are told of; each has an event behind it. */
export const notificationType = z.enum([
  'analysis_finished',
  'analysis_failed',
  'analyses_finished',
  'analyses_failed',
  'import_finished',
  'import_failed',
  'duplicates_suggested',
  'search_matched',
  'tag_matched',
  'backup_finished',
  'backup_failed',
  'backup_restored',
  'restore_failed',
  'limit_near',
  'house_limit_near',
  'unusual_use',
  'health_changed',
  'threshold_alert',
  'security_alert',
  'account_watched',
  'second_factor_reset',
  'password_reset',
  'announcement',
  'test',
])
export type NotificationType = z.infer<typeof notificationType>

/** `urgent` waits for no digest and no morning. */
export const priority = z.enum(['low', 'normal', 'high', 'urgent'])
export type Priority = z.infer<typeof priority>

export const priorityOf: Readonly<Record<NotificationType, Priority>> = {
  analysis_finished: 'normal',
  analysis_failed: 'high',
  analyses_finished: 'normal',
  analyses_failed: 'high',
  import_finished: 'low',
  import_failed: 'high',
  duplicates_suggested: 'low',
  search_matched: 'normal',
  tag_matched: 'normal',
  backup_finished: 'low',
  backup_failed: 'high',
  backup_restored: 'high',
  restore_failed: 'high',
  limit_near: 'high',
  house_limit_near: 'high',
  unusual_use: 'high',
  health_changed: 'high',
  threshold_alert: 'high',
  security_alert: 'urgent',
  account_watched: 'urgent',
  second_factor_reset: 'urgent',
  password_reset: 'urgent',
  announcement: 'high',
  test: 'urgent',
}

/** How somebody is told: in the app, or outside of it. */
export const channel = z.enum(['app', 'email', 'push', 'webhook'])
export type Channel = z.infer<typeof channel>

export const outsideChannel = channel.exclude(['app'])
export type OutsideChannel = z.infer<typeof outsideChannel>

/** What cannot be turned off in the app: nobody should learn of it too late because of a choice of long ago. */
export function isAlwaysShown(type: NotificationType): boolean {
  return priorityOf[type] === 'urgent' || type === 'announcement'
}

/** Types only those hear of who look after the house. */
export const administratorTypes: readonly NotificationType[] = [
  'backup_finished',
  'backup_failed',
  'backup_restored',
  'restore_failed',
  'house_limit_near',
  'unusual_use',
  'health_changed',
  'threshold_alert',
  'security_alert',
]

/** What costs something while nobody looks at a screen: it comes by mail until somebody chooses otherwise. */
const mailedUnlessChosen: readonly NotificationType[] = [
  'backup_failed',
  'restore_failed',
  'limit_near',
  'house_limit_near',
  'health_changed',
  'threshold_alert',
  'security_alert',
  'account_watched',
  'second_factor_reset',
  'password_reset',
]

/** How a type is told to who has chosen nothing for it; a browser that takes pushes was asked for them. */
export function channelsUnlessChosen(type: NotificationType): Channel[] {
  return [
    'app',
    ...(mailedUnlessChosen.includes(type) ? (['email'] as const) : []),
    ...(priorityOf[type] === 'low' ? [] : (['push'] as const)),
  ]
}
