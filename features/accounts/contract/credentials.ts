import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { email, password } from './fields.ts'

export const changePassword = endpoint({
  name: 'accounts.changePassword',
  method: 'PUT',
  path: '/api/me/password',
  access: 'account:write',
  summary: 'Changes the password; every other session ends, and this one is replaced by a new one.',
  body: z.strictObject({
    /** Absent: the person came by a link and has none yet. */
    current: z.string().min(1).max(200).optional(),
    next: password,
  }),
  reply: z.strictObject({}),
})

export const changeEmail = endpoint({
  name: 'accounts.changeEmail',
  method: 'PUT',
  path: '/api/me/email',
  access: 'account:write',
  summary:
    'Changes the address one signs in with; every other session ends. Where the server sends mail, a letter to the new address is to confirm it first.',
  body: z.strictObject({ email }),
  reply: z.strictObject({ state: z.enum(['changed', 'letter_sent']) }),
})
