import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { notificationTargetId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'
import { channel, notificationType, outsideChannel, priority } from './types.ts'

/** A time of the day of the person's clock. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** When news for e-mail goes out; what is urgent goes at once. */
export const digest = z.enum(['off', 'hourly', 'daily'])

/** When a person wants to be left alone and when they take their news together, by the clock of their account's zone. */
export const rhythm = z.strictObject({
  digest,
  /** The hour of the daily digest. */
  digestHour: z.int().min(0).max(23),
  /** No e-mail and no push leaves in between, but what is urgent; null: it may at any time. */
  quiet: z.strictObject({ from: timeOfDay, until: timeOfDay }).nullable(),
})
export type Rhythm = z.infer<typeof rhythm>

export const defaultRhythm: Rhythm = { digest: 'off', digestHour: 8, quiet: null }

/** Where a channel leads for a person; e-mail goes to the address of the account and needs none. */
export const target = z.strictObject({
  id: notificationTargetId,
  channel: outsideChannel,
  label: z.string(),
  /** The host alone: addresses are secrets. */
  host: z.string(),
  /** SHA-256 of the address, in hex: a browser finds itself by it. */
  addressHash: z.string(),
  createdAt: instant,
})
export type Target = z.infer<typeof target>

export const settings = z.strictObject({
  ...rhythm.shape,
  types: z.array(
    z.strictObject({
      type: notificationType,
      priority,
      channels: z.array(channel),
      /** Stays in the app whatever is chosen. */
      isAlwaysShown: z.boolean(),
    }),
  ),
  /** Whether this installation can send mail. */
  canMail: z.boolean(),
  /** By which push services know this installation (RFC 8292): the public half of its keys, as browsers take it. */
  pushKey: z.string(),
  targets: z.array(target),
})
export type Settings = z.infer<typeof settings>

export const getSettings = endpoint({
  name: 'notifications.getSettings',
  method: 'GET',
  path: '/api/notifications/settings',
  access: 'notifications:read',
  summary: 'How the asking person is told of what.',
  reply: settings,
})

export const saveSettings = endpoint({
  name: 'notifications.saveSettings',
  method: 'PATCH',
  path: '/api/notifications/settings',
  access: 'notifications:write',
  summary: 'Changes how the asking person is told; it counts from the next event on.',
  body: z.strictObject({
    ...rhythm.partial().shape,
    /** The channels of these types; types that are not named stay as they are. */
    choices: z.partialRecord(notificationType, z.array(channel).max(4)).optional(),
  }),
  reply: settings,
})

export const addWebhook = endpoint({
  name: 'notifications.addWebhook',
  method: 'POST',
  path: '/api/notifications/webhooks',
  access: 'notifications:write',
  summary: 'Adds an address that is told by HTTP, signed as Standard Webhooks lays down.',
  body: z.strictObject({
    label: z.string().trim().min(1).max(80),
    url: z.url({ protocol: /^https?$/ }).max(1_000),
  }),
  reply: z.strictObject({
    target,
    /** `whsec_…`: what the receiver checks signatures with. */
    secret: z.string(),
  }),
  status: 201,
})

/** As a browser gives it: keys in base64url, a point of P-256 and 16 random bytes (RFC 8291, 3.1 and 3.2). */
export const pushSubscription = z.strictObject({
  endpoint: z.url({ protocol: /^https$/ }).max(1_000),
  keys: z.strictObject({
    p256dh: z.string().regex(/^[\w-]{87}$/),
    auth: z.string().regex(/^[\w-]{22}$/),
  }),
})
export type PushSubscribed = z.infer<typeof pushSubscription>

export const addDevice = endpoint({
  name: 'notifications.addDevice',
  method: 'POST',
  path: '/api/notifications/devices',
  access: 'notifications:write',
  summary: 'Adds a browser that takes pushes; one that is there already gets the name and the keys anew.',
  body: z.strictObject({ label: z.string().trim().min(1).max(80), subscription: pushSubscription }),
  reply: target,
  status: 201,
})

export const removeTarget = endpoint({
  name: 'notifications.removeTarget',
  method: 'DELETE',
  path: '/api/notifications/targets/:targetId',
  access: 'notifications:write',
  summary: 'Takes an address away; what waits for it is not sent any more.',
  params: z.strictObject({ targetId: notificationTargetId }),
  reply: z.strictObject({}),
})

export const sendTest = endpoint({
  name: 'notifications.sendTest',
  method: 'POST',
  path: '/api/notifications/test',
  access: 'notifications:write',
  summary: 'Tells the asking person something by one channel, to see that it works.',
  body: z.strictObject({ channel }),
  reply: z.strictObject({}),
  status: 202,
})
