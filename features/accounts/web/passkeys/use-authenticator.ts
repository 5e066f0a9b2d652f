import type { ReplyOf } from '#contract/endpoint.ts'
import type { beginPasskey, beginPasskeySignIn, MadePasskey, UsedPasskey } from '../../contract.ts'

/** Whether this browser can use passkeys on this page: over TLS or on this computer, at an address with a name. */
export function canUsePasskeys(): boolean {
  const isNumbers = /^[\d.]+$|^\[/.test(location.hostname)
  return typeof PublicKeyCredential === 'function' && !isNumbers
}

// Needed once somebody presses a button: fetched then.
const library = () => import('@simplewebauthn/browser')

/** The person turned away from the browser's own dialog, or took too long. */
const isTurnedAway = (error: unknown) =>
  error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')

async function unlessTurnedAway<T>(asking: () => Promise<T>): Promise<T | undefined> {
  try {
    return await asking()
  } catch (error) {
    if (isTurnedAway(error)) return undefined
    throw error
  }
}

/** Has the browser make a passkey. @returns undefined when the person turned away */
export async function makePasskey(
  optionsJSON: ReplyOf<typeof beginPasskey>,
): Promise<MadePasskey | undefined> {
  const { startRegistration } = await library()
  const made = await unlessTurnedAway(() => startRegistration({ optionsJSON }))
  if (made === undefined) return undefined
  const { clientDataJSON, attestationObject, transports = [] } = made.response
  return { id: made.id, type: 'public-key', response: { clientDataJSON, attestationObject, transports } }
}

/** Has the browser use one. @returns undefined when the person turned away */
export async function takePasskey(
  optionsJSON: ReplyOf<typeof beginPasskeySignIn>,
): Promise<UsedPasskey | undefined> {
  const { startAuthentication } = await library()
  const used = await unlessTurnedAway(() => startAuthentication({ optionsJSON }))
  if (used === undefined) return undefined
  const { clientDataJSON, authenticatorData, signature, userHandle = null } = used.response
  return {
    id: used.id,
    type: 'public-key',
    response: { clientDataJSON, authenticatorData, signature, userHandle },
  }
}
