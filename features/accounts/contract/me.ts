import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { libraryId, userId } from '#contract/ids.ts'
import { role } from '#contract/permissions.ts'

export const language = z.enum(['en', 'ko'])
export type Language = z.infer<typeof language>
export const theme = z.enum(['light', 'dark', 'system'])
export type Theme = z.infer<typeof theme>
/** How closely rows stand. */
export const density = z.enum(['comfortable', 'compact'])
export type Density = z.infer<typeof density>

export const preferences = z.strictObject({
  language: language.nullable(),
  theme,
  density,
  /** Of the IANA database; null: that of the house. */
  timeZone: z.string().max(60).nullable(),
})
export type Preferences = z.infer<typeof preferences>

/** What a person may do in a library: read it, change its papers, or also look after its people. */
export const membership = z.enum(['owner', 'editor', 'reader'])
export type Membership = z.infer<typeof membership>

export const librarySummary = z.strictObject({
  id: libraryId,
  name: z.string(),
  kind: z.enum(['personal', 'shared']),
  /** What the asking person may do in it. */
  membership,
})
export type LibrarySummary = z.infer<typeof librarySummary>

export const me = z.strictObject({
  id: userId,
  name: z.string(),
  email: z.string(),
  role,
  preferences,
  /** `demanded`: they administer this installation, and may not until they have one. */
  secondFactor: z.enum(['off', 'on', 'demanded']),
  /** The person's own library first. */
  libraries: z.array(librarySummary),
})
export type Me = z.infer<typeof me>

export const getMe = endpoint({
  name: 'accounts.getMe',
  method: 'GET',
  path: '/api/me',
  access: 'account:read',
  summary: 'The signed-in person, their preferences and libraries.',
  reply: me,
})

export const savePreferences = endpoint({
  name: 'accounts.savePreferences',
  method: 'PATCH',
  path: '/api/me/preferences',
  access: 'account:write',
  summary: 'Changes language, theme, density or time zone.',
  body: preferences.partial(),
  reply: preferences,
})
