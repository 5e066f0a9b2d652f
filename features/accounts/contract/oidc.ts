import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { me } from './me.ts'
import { factorCode } from './second-factor.ts'

/** What the issuer sent the browser back with (OpenID Connect Core, 3.1.2.5; RFC 9207 for `iss`). */
export const cameBack = z.strictObject({
  code: z.string().min(1).max(4_000),
  state: z.string().min(1).max(200),
  iss: z.string().max(500).optional(),
})
export type CameBack = z.output<typeof cameBack>

const elsewhere = z.strictObject({ url: z.url() })

export const listWaysIn = endpoint({
  name: 'accounts.listWaysIn',
  method: 'GET',
  path: '/api/session/ways',
  access: 'public',
  summary:
    'Which ways of signing in there are besides password and passkey, and whether a forgotten one can be mailed.',
  reply: z.strictObject({
    /** An account elsewhere; null where none is set up. */
    oidc: z.strictObject({ name: z.string() }).nullable(),
    /** Whether this server sends mail, and so a forgotten password's link. */
    mail: z.boolean(),
  }),
})

export const beginOidc = endpoint({
  name: 'accounts.beginOidc',
  method: 'POST',
  path: '/api/session/oidc/begin',
  withoutRoom: true,
  access: 'public',
  summary: 'Where the browser goes to sign in at the issuer; it comes back within ten minutes.',
  reply: elsewhere,
})

export const signInByOidc = endpoint({
  name: 'accounts.signInByOidc',
  method: 'POST',
  path: '/api/session/oidc',
  withoutRoom: true,
  access: 'public',
  summary: 'Signs in, or joins, with what the issuer sent the browser back with; sets the session cookie.',
  body: z.union([
    cameBack,
    /** Sent once the answer to the other was `second_factor_needed`. */
    z.strictObject({ factorCode }),
  ]),
  reply: me,
})

export const getOidc = endpoint({
  name: 'accounts.getOidc',
  method: 'GET',
  path: '/api/me/oidc',
  access: 'account:read',
  summary: 'Whether an account elsewhere opens the asking person’s.',
  reply: z.strictObject({ name: z.string().nullable(), isLinked: z.boolean() }),
})

export const beginOidcLink = endpoint({
  name: 'accounts.beginOidcLink',
  method: 'POST',
  path: '/api/me/oidc/begin',
  access: 'account:write',
  summary: 'Where the browser goes to show which account elsewhere shall open this one.',
  reply: elsewhere,
})

export const linkOidc = endpoint({
  name: 'accounts.linkOidc',
  method: 'POST',
  path: '/api/me/oidc',
  access: 'account:write',
  summary: 'Has the account elsewhere open the asking person’s from now on.',
  body: cameBack,
  reply: z.strictObject({}),
})

export const unlinkOidc = endpoint({
  name: 'accounts.unlinkOidc',
  method: 'DELETE',
  path: '/api/me/oidc',
  access: 'account:write',
  summary: 'Has no account elsewhere open the asking person’s any more; every other session ends.',
  reply: z.strictObject({}),
})
