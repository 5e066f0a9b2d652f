import { isIP } from 'node:net'
import { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import type { MadePasskey, UsedPasskey } from '../../contract/passkeys.ts'
import type { Authentication } from './authentication.ts'
import { type Ceremony, challengeMs, hashSpent, isChallenge, makeChallenge } from './passkey-challenge.ts'
import { countUse, findPasskey, type PasskeyRow, spendChallenge } from './passkey-queries.ts'
import type { AuthDb } from './tables.ts'

/** Where a browser stands: a passkey is made for the name of a host, and works on its pages alone. */
export type Site = { readonly origin: string; readonly host: string }

/** @throws Problem passkeys_need_name (numbers are no name: Web Authentication, 5.1.2) */
export function siteOf(origin: string): Site {
  const host = new URL(origin).hostname
  if (isIP(host.replaceAll(/[[\]]/g, '')) !== 0) throw new Problem('passkeys_need_name', { host })
  return { origin, host }
}

// Certificates and their formats are a third of a megabyte; a house without passkeys never loads them.
const library = () => import('@simplewebauthn/server')
const decoding = () => import('@simplewebauthn/server/helpers')

/** EdDSA, ES256 and RS256 (IANA, COSE algorithms): what all authenticators have one of. */
const algorithms = [-8, -7, -257]
/** A finger, a face or a PIN: with it a passkey is two factors, and without it one that can be stolen. */
const userVerification = 'required' as const

const toDescriptor = ({ credential_id: id, transports }: PasskeyRow) => ({
  id: id.toString('base64url'),
  type: 'public-key' as const,
  transports,
})

type Person = { readonly id: string; readonly email: string; readonly name: string }
type Asked = { readonly site: Site; readonly ceremony: Ceremony }
type Beginning = Asked & { readonly passkeys: readonly PasskeyRow[] }

const handleOf = (userId: string) => Buffer.from(userId.replaceAll('-', ''), 'hex').toString('base64url')

function challengeOf({ challengeKey, clock }: Authentication, ceremony: Ceremony): string {
  return makeChallenge(challengeKey, ceremony, clock.now()).toString('base64url')
}

/** How a browser is asked to make a passkey that its authenticator keeps, and no second one on the same authenticator. */
export function toCreation(
  authentication: Authentication,
  { id, email, name }: Person,
  { site, ceremony, passkeys }: Beginning,
) {
  return {
    rp: { id: site.host, name: 'Seogo' },
    user: { id: handleOf(id), name: email, displayName: name },
    challenge: challengeOf(authentication, ceremony),
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key' as const, alg })),
    timeout: challengeMs,
    excludeCredentials: passkeys.map(toDescriptor),
    authenticatorSelection: {
      residentKey: 'required' as const,
      requireResidentKey: true as const,
      userVerification,
    },
    attestation: 'none' as const,
  }
}

/** How a browser is asked to use one; without any named, the person chooses among those of this host. */
export function toRequest(authentication: Authentication, { site, ceremony, passkeys }: Beginning) {
  return {
    rpId: site.host,
    challenge: challengeOf(authentication, ceremony),
    timeout: challengeMs,
    allowCredentials: passkeys.filter(({ host }) => host === site.host).map(toDescriptor),
    userVerification,
  }
}

const expectedOf = ({ challengeKey, clock }: Authentication, { site, ceremony }: Asked) => ({
  expectedChallenge: isChallenge(challengeKey, ceremony, clock.now()),
  expectedOrigin: site.origin,
  expectedRPID: site.host,
  requireUserVerification: true,
})

const clientData = z.looseObject({ challenge: z.string() })

/** Uses a ceremony's challenge up. @returns false when it was before */
async function spend(db: AuthDb, { clock }: Authentication, clientDataJSON: string): Promise<boolean> {
  const { challenge } = clientData.parse(
    JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')),
  )
  const until = new Date(clock.now().getTime() + challengeMs)
  return await spendChallenge(db, hashSpent(challenge), until)
}

/**
 * Refuses what asks us to look certificates up: nobody asked for an attestation, and its lists of revoked ones are fetched
 * from addresses that the sender chose.
 */
async function isPlainlyAttested(attestationObject: string): Promise<boolean> {
  const { decodeAttestationObject } = await decoding()
  const decoded = decodeAttestationObject(Uint8Array.from(Buffer.from(attestationObject, 'base64url')))
  const format = decoded.get('fmt')
  return format === 'none' || (format === 'packed' && decoded.get('attStmt').get('x5c') === undefined)
}

async function readMade(authentication: Authentication, asked: Asked, made: MadePasskey) {
  const { verifyRegistrationResponse } = await library()
  const { id, type, response } = made
  if (!(await isPlainlyAttested(response.attestationObject))) return undefined
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: { id, rawId: id, type, response, clientExtensionResults: {} },
    supportedAlgorithmIDs: algorithms,
    ...expectedOf(authentication, asked),
  })
  return verified ? registrationInfo : undefined
}

/**
 * What a passkey that was made is to be kept as. Its challenge is used up in the transaction that keeps it.
 * @throws Problem passkey_not_made
 */
export async function checkMade(authentication: Authentication, asked: Asked, made: MadePasskey) {
  // Whatever is wrong with it, the library throws: what was sent is no passkey made for this.
  const info = await readMade(authentication, asked, made).catch(() => undefined)
  if (!info) throw new Problem('passkey_not_made')
  const { credential, credentialDeviceType } = info
  return {
    row: {
      credential_id: Buffer.from(credential.id, 'base64url'),
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      host: asked.site.host,
      transports: [...made.response.transports],
      is_synced: credentialDeviceType === 'multiDevice',
    },
    spend: (tx: AuthDb) => spend(tx, authentication, made.response.clientDataJSON),
  }
}

async function readUsed(
  authentication: Authentication,
  asked: Asked,
  { used, passkey }: { readonly used: UsedPasskey; readonly passkey: PasskeyRow },
) {
  const { verifyAuthenticationResponse } = await library()
  const { id, type, response } = used
  const { clientDataJSON, authenticatorData, signature } = response
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: {
      id,
      rawId: id,
      type,
      response: { clientDataJSON, authenticatorData, signature },
      clientExtensionResults: {},
    },
    credential: {
      id,
      publicKey: Uint8Array.from(passkey.public_key),
      counter: passkey.counter,
    },
    ...expectedOf(authentication, asked),
  })
  return verified ? authenticationInfo : undefined
}

/**
 * Whose passkey was used. Its challenge opens nothing a second time, and a counter that does not go up is a copy's.
 * @throws Problem passkey_refused, the same whatever is wrong
 */
export async function proveByPasskey(
  authentication: Authentication,
  asked: Asked,
  { used, userId }: { readonly used: UsedPasskey; readonly userId?: string },
): Promise<{ readonly userId: string }> {
  const { db, clock } = authentication
  const passkey = await findPasskey(db, Buffer.from(used.id, 'base64url'))
  const isTheirs = userId === undefined || passkey?.user_id === userId
  if (!passkey || !isTheirs || passkey.host !== asked.site.host) throw new Problem('passkey_refused')
  const { userHandle, clientDataJSON } = used.response
  if (userHandle && userHandle !== handleOf(passkey.user_id)) throw new Problem('passkey_refused')
  const info = await readUsed(authentication, asked, { used, passkey }).catch(() => undefined)
  if (!info) throw new Problem('passkey_refused')
  await db.transaction().execute(async (tx) => {
    const use = {
      id: passkey.id,
      counter: info.newCounter,
      isSynced: info.credentialDeviceType === 'multiDevice',
      at: clock.now(),
    }
    if (!(await spend(tx, authentication, clientDataJSON)) || !(await countUse(tx, use)))
      throw new Problem('passkey_refused')
  })
  return { userId: passkey.user_id }
}
