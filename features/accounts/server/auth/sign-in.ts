import { createHash } from 'node:crypto'
import { Problem } from '#contract/problems.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import { admit } from './admit.ts'
import { deleteAttempt, deleteAttempts } from './attempt-queries.ts'
import type { Authentication } from './authentication.ts'
import { checkPassword } from './check-password.ts'
import type { Client, OpenedSession } from './mechanism.ts'
import { findPersonByEmail } from './queries.ts'
import { proveSecondFactor } from './second-factor.ts'

/**
 * Failures within the window after which an account, an address, or the two together have to wait. NIST SP 800-63B (3.2.2)
 * allows 100 in a row for one account; a person who mistypes is far below ten.
 */
const limit = { windowMs: 15 * 60_000, most: { pair: 10, account: 100, address: 100 } } as const

type Typed = { readonly email: string; readonly password: string; readonly code?: string | undefined }

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
    kind: 'sign-in' as const,
    account_hash: createHash('sha256').update(email).digest(),
    address: client.address,
  }
  const admitted = await admit(authentication, counted, limit)
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
