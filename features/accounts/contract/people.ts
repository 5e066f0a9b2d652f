import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { invitationId, userId } from '#contract/ids.ts'
import { role } from '#contract/permissions.ts'
import { instant } from '#contract/time.ts'
import { email } from './fields.ts'

const person = z.strictObject({
  id: userId,
  name: z.string(),
  email: z.string(),
  role,
  createdAt: instant,
  /** False: may not come in any more. */
  isActive: z.boolean(),
  hasSecondFactor: z.boolean(),
  /** Until when the account is locked, for suspicious activity say; null when it is not. */
  lockedUntil: instant.nullable(),
  /** What an administrator who locked it gave as the reason; null for a lock of the watch. */
  lockReason: z.string().nullable(),
  /** When a session or a token of theirs was last used, known to the hour; null: never, or they are signed out. */
  lastSeenAt: instant.nullable(),
  sessionCount: z.int(),
  tokenCount: z.int(),
  passkeyCount: z.int(),
})
export type Person = z.infer<typeof person>

/** `active`: may come in; `locked`: for a time; `deactivated`: no more. */
export const personState = z.enum(['active', 'locked', 'deactivated'])
export type PersonState = z.infer<typeof personState>

export const listPeople = endpoint({
  name: 'accounts.listPeople',
  method: 'GET',
  path: '/api/people',
  access: 'people:read',
  summary:
    'Everybody with an account here, those who came first first; in pages where a limit is given, and narrowed where it is asked for.',
  query: z.strictObject({
    cursor: z.string().max(200).optional(),
    /** Everybody, unless it is given. */
    limit: z.coerce.number().int().min(1).max(200).optional(),
    /** A part of the name or the address. */
    q: z.string().trim().max(200).optional(),
    role: role.optional(),
    state: personState.optional(),
  }),
  reply: z.strictObject({
    items: z.array(person),
    next: z.string().nullable(),
    /** How many there are that the filters leave. */
    total: z.int(),
  }),
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

export const changePerson = endpoint({
  name: 'accounts.changePerson',
  method: 'PATCH',
  path: '/api/people/:userId',
  access: 'people:manage',
  summary:
    'Changes what a person may do here, lets them in no more or again, locks their account for a time or lifts a lock, signs them out, or takes a lost second factor away.',
  params: z.strictObject({ userId }),
  body: z.strictObject({
    role: z.enum(['admin', 'member', 'reader']).optional(),
    isActive: z.boolean().optional(),
    unlock: z.literal(true).optional(),
    resetSecondFactor: z.literal(true).optional(),
    /** Until then nobody comes in; the person is told why when they try. */
    lock: z
      .strictObject({ reason: z.string().trim().min(1).max(300), hours: z.int().min(1).max(8_760) })
      .optional(),
    endSessions: z.literal(true).optional(),
  }),
  reply: z.strictObject({}),
})

export const deletePerson = endpoint({
  name: 'accounts.deletePerson',
  method: 'POST',
  path: '/api/people/:userId/deletion',
  access: 'people:manage',
  summary:
    'Deletes somebody’s account with their own library; shared ones that others are in go to one of those. It cannot be undone.',
  params: z.strictObject({ userId }),
  body: z.strictObject({
    /** Their address, typed: nobody deletes a person by a slip. */
    typedEmail: z.string().max(254),
  }),
  reply: z.strictObject({}),
})
