import { Problem } from '#contract/problems.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import type { Caller } from '#platform/http/route.ts'
import type { UsedPasskey } from '../contract/passkeys.ts'
import { authenticationOf } from './auth/authentication.ts'
import { checkPassword } from './auth/check-password.ts'
import { hasPassword, putPassword } from './auth/credential-queries.ts'
import { findFactor } from './auth/factor-queries.ts'
import type { Client, OpenedSession } from './auth/mechanism.ts'
import { proveByPasskey, type Site } from './auth/passkeys.ts'
import { findPerson } from './auth/queries.ts'
import { proveSecondFactor } from './auth/second-factor.ts'
import { clearChallenges, deleteSessions, findSession, markConfirmed } from './auth/session-queries.ts'
import { limitAttempts } from './auth/sign-in.ts'
import { requireConfirmed, tellSessionsChanged } from './sessions.ts'

export type Asking = { readonly caller: Caller; readonly client: Client }

/** Holds a typed password against the person's own, as slowly as at the door. @throws Problem wrong_credentials | too_many_requests */
export async function requireOwnPassword(
  house: House,
  { caller, client }: Asking,
  password: string,
): Promise<void> {
  const authentication = authenticationOf(house)
  const person = await findPerson(authentication.db, caller.userId)
  if (!person) throw new Problem('not_signed_in')
  const { email } = person
  await limitAttempts(authentication, { email, client }, () =>
    checkPassword(authentication, { email, password }),
  )
}

type Proof =
  | { readonly password: string }
  | { readonly code: string }
  | { readonly passkey: UsedPasskey; readonly site: Site }

/** Who has a second factor may prove themselves by it instead of the password. */
async function requireOwnCode(house: House, { caller, client }: Asking, code: string): Promise<void> {
  const authentication = authenticationOf(house)
  if (!(await findFactor(authentication.db, caller.userId))?.confirmed_at)
    throw new Problem('second_factor_off')
  await proveSecondFactor(authentication, { userId: caller.userId, code, address: client.address })
}

/**
 * The person proves again who they are, for what asks for it: by the password, a code of the second factor, or a passkey. A
 * challenge ends with it.
 * @throws Problem wrong_credentials | second_factor_needed (challenged, and has one) | second_factor_wrong | second_factor_off | passkey_refused | too_many_requests
 */
export async function confirmIdentity(house: House, asking: Asking, proof: Proof): Promise<void> {
  const { userId, sessionId } = asking.caller
  const { db } = authenticationOf(house)
  const isChallenged = (await findSession(db, sessionId))?.challenged_at != null
  // Whoever is challenged may be a thief who knows the password: it is not enough where there is more to ask for.
  if (isChallenged && 'password' in proof && (await findFactor(db, userId))?.confirmed_at)
    throw new Problem('second_factor_needed')
  if ('password' in proof) await requireOwnPassword(house, asking, proof.password)
  else if ('code' in proof) await requireOwnCode(house, asking, proof.code)
  else {
    const { passkey: used, site } = proof
    const ceremony = { act: 'confirm by passkey' as const, sessionId }
    await proveByPasskey(authenticationOf(house), { site, ceremony }, { used, userId })
  }
  const at = house.clock.now()
  await authenticationOf(house)
    .db.transaction()
    .execute(async (tx) => {
      await markConfirmed(tx, sessionId, at)
      if (isChallenged) await clearChallenges(tx, userId, sessionId)
      const act = isChallenged ? 'challenge_passed' : 'identity_confirmed'
      await recordSignIn(tx, { act, by: userId, address: asking.client.address })
    })
  if (isChallenged) await tellSessionsChanged(house, userId)
}

type NewPassword = { readonly current?: string | undefined; readonly next: string }

/**
 * Puts a new password in the place of the old one. Every session ends, this one too, and a new one begins here.
 * @throws Problem wrong_credentials | too_many_requests | confirmation_needed (who has none yet, and came in long ago)
 */
export async function changePassword(
  house: House,
  asking: Asking,
  { current, next }: NewPassword,
): Promise<OpenedSession> {
  const { db, passwords, mechanism } = authenticationOf(house)
  const { userId } = asking.caller
  if (await hasPassword(db, userId)) await requireOwnPassword(house, asking, current ?? '')
  else await requireConfirmed(house, asking.caller)
  const phc = await passwords.hash(next)
  await db.transaction().execute(async (tx) => {
    await putPassword(tx, userId, phc)
    await deleteSessions(tx, userId)
    await recordSignIn(tx, { act: 'password_changed', by: userId, address: asking.client.address })
  })
  const session = await (await mechanism()).openFor(userId, asking.client)
  await tellSessionsChanged(house, userId)
  return session
}
