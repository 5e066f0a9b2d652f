import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import type { SecondFactor } from '../contract/second-factor.ts'
import { authenticationOf } from './auth/authentication.ts'
import { hasPassword } from './auth/credential-queries.ts'
import {
  countRecoveryCodes,
  deleteFactor,
  findFactor,
  markFactorConfirmed,
  putFactorSince,
  putPasskeyFactor,
  putRecoveryCodes,
  putUnconfirmed,
} from './auth/factor-queries.ts'
import type { OpenedSession } from './auth/mechanism.ts'
import { listPasskeys } from './auth/passkey-queries.ts'
import { findPerson } from './auth/queries.ts'
import { hashRecoveryCode, makeRecoveryCodes } from './auth/recovery-codes.ts'
import { checkAppCode, makeFactorSecret, proveSecondFactor } from './auth/second-factor.ts'
import { deleteSessions, findSession } from './auth/session-queries.ts'
import type { AuthDb } from './auth/tables.ts'
import { type Asking, requireOwnPassword } from './identity.ts'
import { requireConfirmed, tellSessionsChanged } from './sessions.ts'

/** Whether the person is asked for a code beside the password. */
export async function getOwnFactor(house: House, { caller }: Pick<Asking, 'caller'>): Promise<SecondFactor> {
  const { db } = authenticationOf(house)
  const factor = await findFactor(db, caller.userId)
  const person = await findPerson(db, caller.userId)
  const administers = person?.role === 'owner' || person?.role === 'admin'
  const session = await findSession(db, caller.sessionId)
  return {
    by: factor?.confirmed_at ? (factor.sealed_secret ? 'app' : 'passkeys') : null,
    since: factor?.confirmed_at ? toInstant(factor.confirmed_at) : null,
    recoveryCodesLeft: factor?.confirmed_at ? await countRecoveryCodes(db, caller.userId) : 0,
    isDemanded: administers && house.config.SEOGO_ADMINS_NEED_SECOND_FACTOR && !session?.by_passkey,
  }
}

/** Makes a secret for the person's app; nothing changes until a code of it is typed. @throws Problem second_factor_on | confirmation_needed */
export async function beginOwnFactor(house: House, { caller }: Asking) {
  await requireConfirmed(house, caller)
  const { db, clock, factorKey } = authenticationOf(house)
  const person = await findPerson(db, caller.userId)
  if (!person) throw new Problem('not_signed_in')
  const { sealed, ...shown } = makeFactorSecret(factorKey, person)
  if (!(await putUnconfirmed(db, person.id, { sealed, at: clock.now() })))
    throw new Problem('second_factor_on')
  return shown
}

/**
 * Turns the second factor on. Every session ends, this one too, and a new one begins here.
 * @throws Problem second_factor_wrong | second_factor_on | second_factor_off (none was begun) | confirmation_needed | too_many_requests
 */
export async function confirmOwnFactor(
  house: House,
  { caller, client }: Asking,
  code: string,
): Promise<TurnedOn> {
  await requireConfirmed(house, caller)
  const authentication = authenticationOf(house)
  const { db } = authentication
  const { userId } = caller
  const factor = await findFactor(db, userId)
  if (!factor) throw new Problem('second_factor_off')
  if (factor.confirmed_at) throw new Problem('second_factor_on')
  if (!(await checkAppCode(authentication, { userId, code: code.replaceAll(/\s/g, '') })))
    throw new Problem('second_factor_wrong')
  return await turnOn(house, { caller, client }, (tx, at) => markFactorConfirmed(tx, userId, at))
}

type TurnedOn = { recoveryCodes: string[]; session: OpenedSession }

/** Turns it on by `mark`, which says false where another request did so a moment before. */
async function turnOn(
  house: House,
  { caller: { userId }, client }: Asking,
  mark: (tx: AuthDb, at: Date) => Promise<boolean>,
): Promise<TurnedOn> {
  const { db, clock, mechanism } = authenticationOf(house)
  const recoveryCodes = makeRecoveryCodes()
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    if (!(await mark(tx, at))) throw new Problem('second_factor_on')
    await putFactorSince(tx, userId, at)
    await putRecoveryCodes(tx, userId, toHashes(userId, recoveryCodes))
    await deleteSessions(tx, userId)
    await recordSignIn(tx, { act: 'second_factor_added', by: userId, address: client.address })
  })
  const session = await (await mechanism()).openFor(userId, client)
  await tellSessionsChanged(house, userId)
  return { recoveryCodes, session }
}

/**
 * Turns the question on without an app, for who has a passkey: the password alone opens the account no more.
 * @throws Problem passkey_not_found (they have none) | second_factor_on | confirmation_needed
 */
export async function demandPasskey(house: House, asking: Asking): Promise<TurnedOn> {
  await requireConfirmed(house, asking.caller)
  const { db } = authenticationOf(house)
  const { userId } = asking.caller
  if ((await listPasskeys(db, userId)).length === 0) throw new Problem('passkey_not_found')
  return await turnOn(house, asking, (tx, at) => putPasskeyFactor(tx, userId, at))
}

/** Makes ten new recovery codes. @throws Problem second_factor_off | confirmation_needed */
export async function renewOwnRecoveryCodes(house: House, { caller, client }: Asking): Promise<string[]> {
  await requireConfirmed(house, caller)
  const { db } = authenticationOf(house)
  const { userId } = caller
  if (!(await findFactor(db, userId))?.confirmed_at) throw new Problem('second_factor_off')
  const recoveryCodes = makeRecoveryCodes()
  await db.transaction().execute(async (tx) => {
    await putRecoveryCodes(tx, userId, toHashes(userId, recoveryCodes))
    await recordSignIn(tx, { act: 'recovery_codes_made', by: userId, address: client.address })
  })
  return recoveryCodes
}

/**
 * Turns the second factor off, by the password and a code; the person's other sessions end.
 * @throws Problem second_factor_off | wrong_credentials | second_factor_wrong | too_many_requests
 */
export async function removeOwnFactor(
  house: House,
  asking: Asking,
  { password, code }: { readonly password?: string | undefined; readonly code: string },
): Promise<void> {
  const authentication = authenticationOf(house)
  const { db } = authentication
  const { userId, sessionId } = asking.caller
  const { address } = asking.client
  if (!(await findFactor(db, userId))?.confirmed_at) throw new Problem('second_factor_off')
  if (await hasPassword(db, userId)) await requireOwnPassword(house, asking, password ?? '')
  else await requireConfirmed(house, asking.caller)
  await proveSecondFactor(authentication, { userId, code, address })
  await db.transaction().execute(async (tx) => {
    await deleteFactor(tx, userId)
    await putFactorSince(tx, userId, null)
    await deleteSessions(tx, userId, sessionId)
    await recordSignIn(tx, { act: 'second_factor_removed', by: userId, address })
  })
  await tellSessionsChanged(house, userId)
}

function toHashes(userId: string, codes: readonly string[]): Buffer[] {
  return codes.map((code) => hashRecoveryCode(userId, code))
}
