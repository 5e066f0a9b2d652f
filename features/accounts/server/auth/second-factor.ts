import type { KeyObject } from 'node:crypto'
import { TOTP, Secret as TotpSecret } from 'otpauth'
import { Problem } from '#contract/problems.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import { open, seal } from '#platform/crypto/seal.ts'
import type { Authentication } from './authentication.ts'
import { countRecoveryCodes, countTry, findFactor, spendStep, takeRecoveryCode } from './factor-queries.ts'
import { hashRecoveryCode } from './recovery-codes.ts'

/** What every authenticator app knows: SHA-1, six digits, thirty seconds (RFC 6238; others are ignored by some). */
const shape = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** One step before and after: a clock that is half a minute wrong, and slow fingers (RFC 6238, 5.2). */
const window = 1
/** RFC 4226 (4, R6) recommends 160 bits. */
const secretBytes = 20
const keyId = 'installation'

const contextOf = (userId: string) => `second factor of ${userId}`

/** A new secret: sealed for the row, and as the person's app takes it. */
export function makeFactorSecret(key: KeyObject, person: { readonly id: string; readonly email: string }) {
  const secret = new TotpSecret({ size: secretBytes })
  const totp = new TOTP({ ...shape, issuer: 'Seogo', label: person.email, secret })
  const sealed = seal(secret.bytes, { key, keyId, context: contextOf(person.id) })
  return { sealed, secret: secret.base32, uri: totp.toString() }
}

/** @returns the time step of a right code, undefined for a wrong one */
function stepOf(code: string, secret: Uint8Array, at: Date): number | undefined {
  // The library compares bytes, and throws where six characters are more of them.
  if (!/^\d{6}$/.test(code)) return undefined
  const totp = new TOTP({ ...shape, secret: new TotpSecret({ buffer: Uint8Array.from(secret).buffer }) })
  const delta = totp.validate({ token: code, timestamp: at.getTime(), window })
  return delta === null ? undefined : totp.counter({ timestamp: at.getTime() }) + delta
}

type Proof = { readonly userId: string; readonly code: string; readonly address: string }

/** Whether a code of the app is right and was not used before. @throws Problem too_many_requests */
export async function checkAppCode(
  { db, clock, factorKey }: Authentication,
  { userId, code }: Pick<Proof, 'userId' | 'code'>,
): Promise<boolean> {
  const at = clock.now()
  const factor = await findFactor(db, userId)
  if (!factor) return false
  if (!(await countTry(db, userId, at))) {
    const waitMs = (factor.blocked_until ?? at).getTime() - at.getTime()
    throw new Problem('too_many_requests', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) })
  }
  // Of passkeys alone there is no app, and so no code of one.
  if (!factor.sealed_secret) return false
  const secret = open(factor.sealed_secret, { findKey: () => factorKey, context: contextOf(userId) })
  const step = stepOf(code, secret, at)
  return step !== undefined && (await spendStep(db, userId, step))
}

async function spendRecoveryCode({ db, clock }: Authentication, { userId, code, address }: Proof) {
  return await db.transaction().execute(async (tx) => {
    const hash = hashRecoveryCode(userId, code)
    if (!(await takeRecoveryCode(tx, userId, { hash, at: clock.now() }))) return false
    const facts = { left: await countRecoveryCodes(tx, userId) }
    await recordSignIn(tx, { act: 'recovery_code_used', by: userId, address, facts })
    return true
  })
}

/**
 * Asks for the second factor of a person who has one; who has none passes. Recovery codes are never kept waiting: they are
 * the way in when somebody else used the tries up.
 * @throws Problem second_factor_needed (no code came) | second_factor_wrong | too_many_requests
 */
export async function proveSecondFactor(
  authentication: Authentication,
  { userId, code, address }: Omit<Proof, 'code'> & { readonly code: string | undefined },
): Promise<void> {
  const factor = await findFactor(authentication.db, userId)
  if (!factor?.confirmed_at) return
  if (code === undefined)
    throw new Problem('second_factor_needed', { by: factor.sealed_secret ? 'app' : 'passkeys' })
  const typed = code.replaceAll(/[\s-]/g, '')
  const isRight = /^\d{6}$/.test(typed)
    ? await checkAppCode(authentication, { userId, code: typed })
    : await spendRecoveryCode(authentication, { userId, code: typed, address })
  if (!isRight) throw new Problem('second_factor_wrong')
}
