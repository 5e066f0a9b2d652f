import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { sessionId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'
import { email } from './fields.ts'
import { me } from './me.ts'
import { usedPasskey } from './passkeys.ts'
import { factorCode } from './second-factor.ts'

export const signIn = endpoint({
  name: 'accounts.signIn',
  method: 'POST',
  path: '/api/session',
  withoutRoom: true,
  access: 'public',
  summary:
    'Signs in with e-mail and password, and a code for who has a second factor; sets the session cookie.',
  body: z.strictObject({
    email,
    password: z.string().min(1).max(200),
    /** Sent once the answer to the two above was `second_factor_needed`. */
    code: factorCode.optional(),
  }),
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

const session = z.strictObject({
  id: sessionId,
  /** The one that asks. */
  isThis: z.boolean(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: instant,
  /** Known to the hour. */
  lastUsedAt: instant,
  expiresAt: instant,
})
export type Session = z.input<typeof session>

export const listSessions = endpoint({
  name: 'accounts.listSessions',
  method: 'GET',
  path: '/api/me/sessions',
  access: 'account:read',
  summary: 'Where the asking person is signed in.',
  reply: z.strictObject({ items: z.array(session) }),
})

export const endSession = endpoint({
  name: 'accounts.endSession',
  method: 'DELETE',
  path: '/api/me/sessions/:sessionId',
  access: 'account:write',
  summary: 'Signs one device out.',
  params: z.strictObject({ sessionId }),
  reply: z.strictObject({}),
})

export const endOtherSessions = endpoint({
  name: 'accounts.endOtherSessions',
  method: 'DELETE',
  path: '/api/me/sessions',
  access: 'account:write',
  summary: 'Signs every other device out.',
  reply: z.strictObject({ count: z.int() }),
})

export const confirmIdentity = endpoint({
  name: 'accounts.confirmIdentity',
  method: 'POST',
  path: '/api/me/confirmation',
  withoutRoom: true,
  access: 'account:write',
  summary:
    'Proves by the password, a code of the second factor, or a passkey that it is still the same person who asks.',
  body: z.union([
    z.strictObject({ password: z.string().min(1).max(200) }),
    z.strictObject({ code: factorCode }),
    z.strictObject({ passkey: usedPasskey }),
  ]),
  reply: z.strictObject({}),
})
