import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { passkeyId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'
import { me } from './me.ts'

// What browsers and authenticators say is read as far as Seogo uses it: later versions of the specification say more.
const base64url = (most: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(most)
const credentialId = base64url(1_364)
const transports = z.array(z.string().regex(/^[a-z-]{1,24}$/)).max(10)
const challenge = base64url(200)
const descriptors = z.array(z.object({ id: credentialId, type: z.literal('public-key'), transports }))

/** How a browser is asked to make a passkey (PublicKeyCredentialCreationOptionsJSON). */
const creation = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: base64url(100), name: z.string(), displayName: z.string() }),
  challenge,
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
  timeout: z.int(),
  excludeCredentials: descriptors,
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
  attestation: z.literal('none'),
})

/** How a browser is asked to use one (PublicKeyCredentialRequestOptionsJSON). */
const request = z.object({
  rpId: z.string(),
  challenge,
  timeout: z.int(),
  /** Empty: the person chooses among those that the authenticator has for this host. */
  allowCredentials: descriptors,
  userVerification: z.literal('required'),
})

/** What a browser says of a passkey it has made (RegistrationResponseJSON). */
export const madePasskey = z.object({
  id: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(8_000),
    attestationObject: base64url(16_000),
    transports: transports.default([]),
  }),
})
export type MadePasskey = z.output<typeof madePasskey>

/** What it says of one that was used (AuthenticationResponseJSON). */
export const usedPasskey = z.object({
  id: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url(8_000),
    authenticatorData: base64url(8_000),
    signature: base64url(8_000),
    userHandle: base64url(100).nullish(),
  }),
})
export type UsedPasskey = z.output<typeof usedPasskey>

const label = z.string().trim().min(1).max(80)

export const passkey = z.strictObject({
  id: passkeyId,
  label,
  /** Whether its maker keeps it on several devices. */
  isSynced: z.boolean(),
  /** The name of the host it opens. */
  host: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
})
export type Passkey = z.infer<typeof passkey>

export const listPasskeys = endpoint({
  name: 'accounts.listPasskeys',
  method: 'GET',
  path: '/api/me/passkeys',
  access: 'account:read',
  summary: 'The asking person’s passkeys.',
  reply: z.strictObject({ items: z.array(passkey) }),
})

export const beginPasskey = endpoint({
  name: 'accounts.beginPasskey',
  method: 'POST',
  path: '/api/me/passkeys/options',
  access: 'account:write',
  summary: 'How the browser is to make a passkey; for five minutes.',
  reply: creation,
})

export const addPasskey = endpoint({
  name: 'accounts.addPasskey',
  method: 'POST',
  path: '/api/me/passkeys',
  access: 'account:write',
  summary: 'Takes a passkey that the browser has made.',
  body: z.strictObject({ label, made: madePasskey }),
  reply: passkey,
  status: 201,
})

export const renamePasskey = endpoint({
  name: 'accounts.renamePasskey',
  method: 'PATCH',
  path: '/api/me/passkeys/:passkeyId',
  access: 'account:write',
  summary: 'Gives a passkey another name.',
  params: z.strictObject({ passkeyId }),
  body: z.strictObject({ label }),
  reply: passkey,
})

export const removePasskey = endpoint({
  name: 'accounts.removePasskey',
  method: 'DELETE',
  path: '/api/me/passkeys/:passkeyId',
  access: 'account:write',
  summary: 'Takes a passkey away; every other session ends.',
  params: z.strictObject({ passkeyId }),
  reply: z.strictObject({}),
})

export const beginPasskeySignIn = endpoint({
  name: 'accounts.beginPasskeySignIn',
  method: 'POST',
  path: '/api/session/passkey/options',
  withoutRoom: true,
  access: 'public',
  summary: 'How the browser is to use a passkey for signing in; for five minutes.',
  reply: request,
})

export const signInByPasskey = endpoint({
  name: 'accounts.signInByPasskey',
  method: 'POST',
  path: '/api/session/passkey',
  withoutRoom: true,
  access: 'public',
  summary: 'Signs in by a passkey, which is both factors in one; sets the session cookie.',
  body: z.strictObject({ used: usedPasskey }),
  reply: me,
})

export const beginPasskeyProof = endpoint({
  name: 'accounts.beginPasskeyProof',
  method: 'POST',
  path: '/api/me/confirmation/options',
  withoutRoom: true,
  access: 'account:write',
  summary: 'How the browser is to use one of the person’s passkeys to prove again who asks.',
  reply: request,
})
