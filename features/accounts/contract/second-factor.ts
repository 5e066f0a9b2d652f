import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { instant } from '#contract/time.ts'

/** Six digits of an authenticator app, or a recovery code; spaces and dashes count for nothing. */
export const factorCode = z.string().trim().min(6).max(40)

/** Ten of them, shown this once. */
const recoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) })

export const secondFactor = z.strictObject({
  /** Since when it is on; null when it is off. */
  since: instant.nullable(),
  /** What answers beside recovery codes, and a passkey always: an app, or passkeys alone; null when it is off. */
  by: z.enum(['app', 'passkeys']).nullable(),
  recoveryCodesLeft: z.int(),
  /** Whether this installation demands one of who administers it, and the person does. */
  isDemanded: z.boolean(),
})
export type SecondFactor = z.infer<typeof secondFactor>

export const getSecondFactor = endpoint({
  name: 'accounts.getSecondFactor',
  method: 'GET',
  path: '/api/me/second-factor',
  access: 'account:read',
  summary: 'Whether signing in asks the person for a code beside the password.',
  reply: secondFactor,
})

export const beginSecondFactor = endpoint({
  name: 'accounts.beginSecondFactor',
  method: 'POST',
  path: '/api/me/second-factor',
  access: 'account:write',
  summary: 'Makes a secret for an authenticator app; nothing is asked for until a code of it was typed.',
  reply: z.strictObject({
    /** For typing, in base32. */
    secret: z.string(),
    /** For scanning: otpauth://totp/… */
    uri: z.string(),
  }),
})

export const confirmSecondFactor = endpoint({
  name: 'accounts.confirmSecondFactor',
  method: 'PUT',
  path: '/api/me/second-factor',
  access: 'account:write',
  summary:
    'Turns the second factor on by a code of the app; every other session ends, and this one is replaced by a new one.',
  body: z.strictObject({ code: factorCode }),
  reply: recoveryCodes,
})

export const demandPasskey = endpoint({
  name: 'accounts.demandPasskey',
  method: 'PUT',
  path: '/api/me/second-factor/passkeys',
  access: 'account:write',
  summary:
    'Has the password alone open the account no more: a passkey or a recovery code is asked for as well, without an app. Every other session ends, and this one is replaced by a new one.',
  reply: recoveryCodes,
})

export const renewRecoveryCodes = endpoint({
  name: 'accounts.renewRecoveryCodes',
  method: 'POST',
  path: '/api/me/second-factor/recovery-codes',
  access: 'account:write',
  summary: 'Makes ten new recovery codes; the earlier ones open nothing any more.',
  reply: recoveryCodes,
})

export const removeSecondFactor = endpoint({
  name: 'accounts.removeSecondFactor',
  method: 'POST',
  path: '/api/me/second-factor/removal',
  access: 'account:write',
  summary: 'Turns the second factor off, by the password and a code.',
  body: z.strictObject({
    /** Absent: the person came by a link and has none. */
    password: z.string().min(1).max(200).optional(),
    code: factorCode,
  }),
  reply: z.strictObject({}),
})
