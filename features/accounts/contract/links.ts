import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { role } from '#contract/permissions.ts'
import { instant } from '#contract/time.ts'
import { email, password, personName } from './fields.ts'
import { me } from './me.ts'
import { factorCode } from './second-factor.ts'

/** The first three open a session; the mailed ones do what they say and sign nobody in. */
const linkPurpose = z.enum(['claim', 'invitation', 'sign-in', 'reset', 'unlock', 'email'])
export type LinkPurpose = z.infer<typeof linkPurpose>

/** A one-time link: what it is for, and for whom. Reading it does not use it up. */
const linkInfo = z.strictObject({
  purpose: linkPurpose,
  /** The address it was made for; null while nobody chose one (the owner's first run). */
  email: z.string().nullable(),
  role,
  expiresAt: instant,
})
export type LinkInfo = z.infer<typeof linkInfo>

const linkToken = z.string().min(20).max(200)

export const readLink = endpoint({
  name: 'accounts.readLink',
  method: 'POST',
  path: '/api/links/read',
  withoutRoom: true,
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
    account: z.strictObject({ name: personName, email, password }).optional(),
    /** Of the second factor, for `sign-in` of who has one. */
    code: factorCode.optional(),
  }),
  reply: me,
})

export const askReset = endpoint({
  name: 'accounts.askReset',
  method: 'POST',
  path: '/api/password-reset',
  access: 'public',
  summary:
    'Asks for a letter with a link to a new password. The answer is the same whether or not somebody has the address.',
  body: z.strictObject({ email }),
  reply: z.strictObject({}),
  status: 202,
})

export const followLink = endpoint({
  name: 'accounts.followLink',
  method: 'POST',
  path: '/api/links/follow',
  withoutRoom: true,
  access: 'public',
  summary:
    'Uses a mailed link up: a new password, an account unlocked, an address confirmed. It signs nobody in.',
  body: z.strictObject({
    token: linkToken,
    /** Needed for `reset`; refused for the others. */
    password: password.optional(),
  }),
  reply: z.strictObject({ done: linkPurpose.extract(['reset', 'unlock', 'email']) }),
})
