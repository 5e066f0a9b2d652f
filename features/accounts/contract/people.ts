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
})
export type Person = z.infer<typeof person>

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

export const changePerson = endpoint({
  name: 'accounts.changePerson',
  method: 'PATCH',
  path: '/api/people/:userId',
  access: 'people:manage',
  summary:
    'Changes what a person may do here, lets them in no more or again, lifts a lock, or takes a lost second factor away.',
  params: z.strictObject({ userId }),
  body: z.strictObject({
    role: z.enum(['admin', 'member', 'reader']).optional(),
    isActive: z.boolean().optional(),
    unlock: z.literal(true).optional(),
    resetSecondFactor: z.literal(true).optional(),
  }),
  reply: z.strictObject({}),
})
