import type { UserId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'
import { authenticationOf } from './auth/authentication.ts'
import { hasPassword } from './auth/credential-queries.ts'
import { findFactor } from './auth/factor-queries.ts'
import { listPasskeys } from './auth/passkey-queries.ts'
import { clearChallenges, markChallenged } from './auth/session-queries.ts'
import { tellSessionsChanged } from './sessions.ts'

type Challenged = {
  readonly userId: UserId
  /** All of the person's sessions unless told. */
  readonly sessionId?: string | undefined
}

/**
 * Has a person's sessions prove again who they are before anything sensitive goes on: by the second factor for who has one.
 * @returns false for who has nothing to prove it by, and comes in by an account elsewhere: they are not asked
 */
export async function challengeSessions(house: House, { userId, sessionId }: Challenged): Promise<boolean> {
  const { db, clock } = authenticationOf(house)
  const canAnswer =
    (await hasPassword(db, userId)) ||
    (await findFactor(db, userId))?.confirmed_at != null ||
    (await listPasskeys(db, userId)).length > 0
  if (!canAnswer) return false
  await markChallenged(db, { userId, sessionId, at: clock.now() })
  await tellSessionsChanged(house, userId)
  return true
}

/** Asks no more, as an administrator lets it be. */
export async function liftChallenge(house: House, userId: UserId): Promise<void> {
  await clearChallenges(authenticationOf(house).db, userId)
  await tellSessionsChanged(house, userId)
}
