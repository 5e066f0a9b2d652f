import { createHash } from 'node:crypto'
import { Problem } from '#contract/problems.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { Authentication } from './authentication.ts'
import { checkPassword } from './check-password.ts'
import type { Client, OpenedSession } from './mechanism.ts'
import { countAttempts, deleteAttempt, deleteAttempts, findPersonByEmail, insertAttempt } from './queries.ts'
import { proveSecondFactor } from './second-factor.ts'

const windowMs = 15 * 60_000
/**
 * Failures within the window after which an account, an address, or the two together have to wait. NIST SP 800-63B (3.2.2)
 * allows 100 in a row for one account; a person who mistypes is far below ten.
 */
const failuresMax = { pair: 10, account: 100, address: 100 } as const

type Typed = { readonly email: string; readonly password: string; readonly code?: string | undefined }

type Attempt = { readonly account_hash: Buffer; readonly address: string }

/**
 * Counts this attempt before it is tried, so that a hundred at once are a hundred and not one.
 * @throws Problem too_many_requests with `retryAfterSeconds`
 */
async function admit({ db, clock }: Authentication, attempt: Attempt): Promise<{ id: number }> {
  const at = clock.now()
  const { id } = await insertAttempt(db, { ...attempt, at })
  const counts = await countAttempts(db, { ...attempt, since: new Date(at.getTime() - windowMs) })
  const full = [
    counts.pair > failuresMax.pair ? counts.oldest_pair : undefined,
    counts.account > failuresMax.account ? counts.oldest_account : undefined,
    counts.address > failuresMax.address ? counts.oldest_address : undefined,
  ].filter((oldest) => oldest !== undefined)
  if (full.length === 0) return { id }
  // A refused attempt does not count: who keeps trying must not be kept out for ever.
  await deleteAttempt(db, id)
  const freeAtMs = Math.max(...full.map((oldest) => oldest.getTime())) + windowMs
  throw new Problem('too_many_requests', {
    retryAfterSeconds: Math.max(1, Math.ceil((freeAtMs - at.getTime()) / 1000)),
  })
}

/** The address that was typed is kept only when it is somebody's: people type passwords into the wrong field. */
async function traceRefusal(
  { db }: Authentication,
  { email, client }: { readonly email: string; readonly client: Client },
  { code }: Problem,
): Promise<void> {
  const person = await findPersonByEmail(db, email)
  await recordSignIn(db, {
    act: 'sign_in_refused',
    by: null,
    userId: person?.id ?? null,
    address: client.address,
    facts: { reason: code },
  })
}

/**
 * Tries what proves that somebody is who they say, as often as the limits allow; a refusal leaves a trace.
 * @throws Problem too_many_requests, and what `prove` refuses
 */
export async function limitAttempts<T>(
  authentication: Authentication,
  { email, client }: { readonly email: string; readonly client: Client },
  prove: () => Promise<T>,
): Promise<T> {
  const counted = {
    account_hash: createHash('sha256').update(email).digest(),
    address: client.address,
  }
  const admitted = await admit(authentication, counted)
  const proved = await prove().catch(async (error: unknown) => {
    // Half of the proof came and was right: that is no failure, and no success either.
    if (error instanceof Problem && error.code === 'second_factor_needed')
      await deleteAttempt(authentication.db, admitted.id)
    else if (error instanceof Problem) await traceRefusal(authentication, { email, client }, error)
    throw error
  })
  await deleteAttempts(authentication.db, counted)
  return proved
}

/**
 * Opens a session for an e-mail address and its password. An unknown address, an unclaimed account and a wrong password
 * cost the same work and give the same answer.
 * @throws Problem wrong_credentials, too_many_requests; and after the right password only: account_locked,
 * second_factor_needed (the person has one and no code came), second_factor_wrong
 */
export async function signIn(
  authentication: Authentication,
  attempt: Typed & { readonly client: Client },
): Promise<OpenedSession> {
  const { password, code, client } = attempt
  const email = attempt.email.toLowerCase()
  return await limitAttempts(authentication, { email, client }, async () => {
    const userId = await checkPassword(authentication, { email, password })
    await proveSecondFactor(authentication, { userId, code, address: client.address })
    return await (await authentication.mechanism()).openFor(userId, client)
  })
}
