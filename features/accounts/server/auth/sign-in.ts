import { createHash } from 'node:crypto'
import { isAPIError } from 'better-auth/api'
import { type UserId, userId } from '#contract/ids.ts'
import { type Role, role } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import type { Authentication, OpenedSession } from './authentication.ts'
import { accountLocked, type Client, toHeaders } from './mechanism.ts'
import { countAttempts, deleteAttempt, deleteAttempts, insertAttempt } from './queries.ts'

const windowMs = 15 * 60_000
/**
 * Failures within the window after which an account, an address, or the two together have to wait. NIST SP 800-63B (3.2.2)
 * allows 100 in a row for one account; a person who mistypes is far below ten.
 */
const failuresMax = { pair: 10, account: 100, address: 100 } as const

type Attempt = { readonly account_hash: Buffer; readonly address: string }

/**
 * Counts this attempt before it is tried, so that a hundred at once are a hundred and not one.
 * @throws Problem too_many_requests with `retryAfterSeconds`
 */
async function admit({ db, clock }: Authentication, attempt: Attempt): Promise<void> {
  const at = clock.now()
  const { id } = await insertAttempt(db, { ...attempt, at })
  const counts = await countAttempts(db, { ...attempt, since: new Date(at.getTime() - windowMs) })
  const full = [
    counts.pair > failuresMax.pair ? counts.oldest_pair : undefined,
    counts.account > failuresMax.account ? counts.oldest_account : undefined,
    counts.address > failuresMax.address ? counts.oldest_address : undefined,
  ].filter((oldest) => oldest !== undefined)
  if (full.length === 0) return
  // A refused attempt does not count: who keeps trying must not be kept out for ever.
  await deleteAttempt(db, id)
  const freeAtMs = Math.max(...full.map((oldest) => oldest.getTime())) + windowMs
  throw new Problem('too_many_requests', {
    retryAfterSeconds: Math.max(1, Math.ceil((freeAtMs - at.getTime()) / 1000)),
  })
}

/**
 * Opens a session for an e-mail address and its password. An unknown address, an unclaimed account and a wrong password
 * cost the same work and give the same answer.
 * @throws Problem wrong_credentials, account_locked (after the right password only), too_many_requests
 */
export async function signIn(
  authentication: Authentication,
  attempt: { readonly email: string; readonly password: string; readonly client: Client },
): Promise<OpenedSession> {
  const { db, mechanism } = authentication
  const email = attempt.email.toLowerCase()
  const counted = {
    account_hash: createHash('sha256').update(email).digest(),
    address: attempt.client.address,
  }
  await admit(authentication, counted)
  try {
    const { headers, response } = await mechanism.api.signInEmail({
      body: { email, password: attempt.password },
      headers: toHeaders(attempt.client),
      returnHeaders: true,
    })
    await deleteAttempts(db, counted)
    return { userId: response.user.id, setCookies: headers.getSetCookie() }
  } catch (error) {
    if (!isAPIError(error)) throw error
    if (error.body?.code === accountLocked) throw new Problem('account_locked')
    if (error.status === 'UNAUTHORIZED' || error.status === 'BAD_REQUEST')
      throw new Problem('wrong_credentials')
    throw error
  }
}

/** Ends the session of this cookie, if it is one. @returns values of `Set-Cookie` that clear it. */
export async function signOut(
  { mechanism }: Authentication,
  request: { readonly cookie: string | undefined; readonly client: Client },
): Promise<readonly string[]> {
  const { headers } = await mechanism.api.signOut({
    headers: toHeaders(request.client, request.cookie),
    returnHeaders: true,
  })
  return headers.getSetCookie()
}

/** Who asks, proved by a session. */
export type Caller = {
  readonly userId: UserId
  readonly role: Role
  readonly sessionId: string
  /** Values of `Set-Cookie` to pass on; empty unless the session was just prolonged. */
  readonly setCookies: readonly string[]
}

/** @returns undefined when the cookie names no living session, or its person is locked. */
export async function findCaller(
  { mechanism, clock }: Authentication,
  request: { readonly cookie: string | undefined; readonly client: Client },
): Promise<Caller | undefined> {
  if (!request.cookie) return undefined
  try {
    const { headers, response } = await mechanism.api.getSession({
      headers: toHeaders(request.client, request.cookie),
      returnHeaders: true,
    })
    if (!response) return undefined
    const { session, user } = response
    if (user.lockedUntil && user.lockedUntil > clock.now()) return undefined
    return {
      userId: userId.parse(user.id),
      role: role.parse(user.role),
      sessionId: session.id,
      setCookies: headers.getSetCookie(),
    }
  } catch (error) {
    // The session ended between being read and being prolonged.
    if (isAPIError(error) && error.status === 'UNAUTHORIZED') return undefined
    // The mechanism wraps what the database said; the cause is the truth.
    if (isAPIError(error) && error.cause !== undefined) throw error.cause
    throw error
  }
}
