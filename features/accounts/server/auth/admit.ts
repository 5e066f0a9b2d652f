import { Problem } from '#contract/problems.ts'
import { type Attempt, countAttempts, deleteAttempt, insertAttempt } from './attempt-queries.ts'
import type { Authentication } from './authentication.ts'

type Limit = {
  readonly windowMs: number
  /** For an account and an address together, for each account, and for each address. */
  readonly most: { readonly pair: number; readonly account: number; readonly address: number }
}

/**
 * Counts this attempt before it is tried, so that a hundred at once are a hundred and not one.
 * @throws Problem too_many_requests with `retryAfterSeconds`
 */
export async function admit(
  { db, clock }: Pick<Authentication, 'db' | 'clock'>,
  attempt: Omit<Attempt, 'at'>,
  { windowMs, most }: Limit,
): Promise<{ id: number }> {
  const at = clock.now()
  const { id } = await insertAttempt(db, { ...attempt, at })
  const counts = await countAttempts(db, { ...attempt, since: new Date(at.getTime() - windowMs) })
  const full = [
    counts.pair > most.pair ? counts.oldest_pair : undefined,
    counts.account > most.account ? counts.oldest_account : undefined,
    counts.address > most.address ? counts.oldest_address : undefined,
  ].filter((oldest) => oldest !== undefined)
  if (full.length === 0) return { id }
  // A refused attempt does not count: who keeps trying must not be kept out for ever.
  await deleteAttempt(db, id)
  const freeAtMs = Math.max(...full.map((oldest) => oldest.getTime())) + windowMs
  throw new Problem('too_many_requests', {
    retryAfterSeconds: Math.max(1, Math.ceil((freeAtMs - at.getTime()) / 1000)),
  })
}
