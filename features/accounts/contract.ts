import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { invitationId, libraryId, userId } from '#contract/ids.ts'
import { role } from '#contract/permissions.ts'
import { instant } from '#contract/time.ts'

export const language = z.enum(['en', 'ko'])
export type Language = z.infer<typeof language>
export const theme = z.enum(['light', 'dark', 'system'])
export type Theme = z.infer<typeof theme>

/** At least 10 characters: NIST SP 800-63B asks for 8, and length counts more than kinds of characters. */
export const password = z.string().min(10).max(200)
const email = z.email().max(254)
const name = z.string().trim().min(1).max(120)

export const preferences = z.strictObject({ language: language.nullable(), theme })
export type Preferences = z.infer<typeof preferences>

export const librarySummary = z.strictObject({
  id: libraryId,
  name: z.string(),
  kind: z.enum(['personal', 'shared']),
  /** What the asking person may do in it. */
  membership: z.enum(['owner', 'editor', 'reader']),
})
export type LibrarySummary = z.infer<typeof librarySummary>

export const me = z.strictObject({
  id: userId,
  name: z.string(),
  email: z.string(),
  role,
  preferences,
  /** The person's own library first. */
  libraries: z.array(librarySummary),
})
export type Me = z.infer<typeof me>

export const person = z.strictObject({
  id: userId,
  name: z.string(),
  email: z.string(),
  role,
  createdAt: instant,
})
export type Person = z.infer<typeof person>

/** A one-time link: what it is for, and for whom. Reading it does not use it up. */
const linkInfo = z.strictObject({
  purpose: z.enum(['claim', 'invitation', 'sign-in']),
  /** The address it was made for; null while nobody chose one (the owner's first run). */
  email: z.string().nullable(),
  role,
  expiresAt: instant,
})
export type LinkInfo = z.infer<typeof linkInfo>

const linkToken = z.string().min(20).max(200)

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
  summary: 'Changes language or theme.',
  body: preferences.partial(),
  reply: preferences,
})

export const signIn = endpoint({
  name: 'accounts.signIn',
  method: 'POST',
  path: '/api/session',
  access: 'public',
  summary: 'Signs in with e-mail and password; sets the session cookie.',
  body: z.strictObject({ email, password: z.string().min(1).max(200) }),
  reply: me,
})

export const signOut = endpoint({
  name: 'accounts.signOut',
  method: 'DELETE',
  path: '/api/session',
  access: 'account:write',
  summary: 'Ends this session.',
  reply: z.strictObject({}),
})

export const readLink = endpoint({
  name: 'accounts.readLink',
  method: 'POST',
  path: '/api/links/read',
  access: 'public',
  summary: 'What a one-time link is for, without using it up.',
  body: z.strictObject({ token: linkToken }),
  reply: linkInfo,
})

export const useLink = endpoint({
  name: 'accounts.useLink',
  method: 'POST',
  path: '/api/links/use',
  access: 'public',
  summary:
    'Uses a one-time link up: the owner claims the house, an invited person joins, or a person signs in.',
  body: z.strictObject({
    token: linkToken,
    /** Needed for `claim` and `invitation`; refused for `sign-in`. */
    account: z.strictObject({ name, email, password }).optional(),
  }),
  reply: me,
})

export const listPeople = endpoint({
  name: 'accounts.listPeople',
  method: 'GET',
  path: '/api/people',
  access: 'people:read',
  summary: 'Everybody with an account here.',
  reply: z.strictObject({ items: z.array(person) }),
})

export const invite = endpoint({
  name: 'accounts.invite',
  method: 'POST',
  path: '/api/invitations',
  access: 'people:invite',
  summary: 'Makes an invitation link; it is shown once and works once, for seven days.',
  body: z.strictObject({ email, role: z.enum(['admin', 'member', 'reader']) }),
  reply: z.strictObject({ id: invitationId, email: z.string(), link: z.string(), expiresAt: instant }),
  status: 201,
})
