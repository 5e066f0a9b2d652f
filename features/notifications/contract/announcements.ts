import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { announcementId, libraryId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'

const words = z.strictObject({
  title: z.string().trim().min(1).max(150),
  body: z.string().trim().max(2_000),
})

/** Said in both languages: each person reads their own. */
export const announcementWords = z.strictObject({ en: words, ko: words })

/** Whom it is for. */
export const audience = z.union([
  z.strictObject({ kind: z.literal('everybody') }),
  z.strictObject({ kind: z.literal('role'), role: z.enum(['admin', 'member', 'reader']) }),
  z.strictObject({ kind: z.literal('library'), libraryId }),
])

const times = {
  /** When it begins, for the countdown. */
  beginsAt: instant.nullable(),
  /** Until when it stands over every page. */
  endsAt: instant.nullable(),
}

export const announcement = z.strictObject({
  id: announcementId,
  words: announcementWords,
  audience,
  tellAt: instant,
  ...times,
  /** Null: not yet, or not yet everybody. */
  toldAt: instant.nullable(),
  toldCount: z.int(),
  readCount: z.int(),
  /** By channels outside of the app. */
  deliveries: z.strictObject({ queued: z.int(), sent: z.int(), failed: z.int() }),
})
export type Announcement = z.infer<typeof announcement>

export const listAnnouncements = endpoint({
  name: 'notifications.listAnnouncements',
  method: 'GET',
  path: '/api/announcements',
  access: 'announcements:administer',
  summary: 'What was and will be announced, the newest first, and whom it reached.',
  reply: z.strictObject({ items: z.array(announcement) }),
})

export const announceToPeople = endpoint({
  name: 'notifications.announce',
  method: 'POST',
  path: '/api/announcements',
  access: 'announcements:administer',
  summary: 'Announces something to all or to a group, now or later.',
  body: z.strictObject({
    words: announcementWords,
    audience,
    /** Now, unless told. */
    tellAt: instant.optional(),
    beginsAt: times.beginsAt.optional(),
    endsAt: times.endsAt.optional(),
  }),
  reply: announcement,
  status: 201,
})

export const takeBackAnnouncement = endpoint({
  name: 'notifications.takeBackAnnouncement',
  method: 'DELETE',
  path: '/api/announcements/:announcementId',
  access: 'announcements:administer',
  summary: 'Takes an announcement back: nobody else is told, and who was sees it no more.',
  params: z.strictObject({ announcementId }),
  reply: z.strictObject({}),
})
