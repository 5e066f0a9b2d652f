import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import { announce } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { Caller } from '#platform/http/route.ts'
import type { Session } from '../contract.ts'
import { authenticationOf } from './auth/authentication.ts'
import { deleteSession, deleteSessions, findSession, listSessions } from './auth/session-queries.ts'
import { forgetSessions } from './session-cache.ts'

const minuteMs = 60_000

/** Where the person is signed in, the last used first. */
export async function listOwnSessions(house: House, caller: Caller): Promise<Session[]> {
  const rows = await listSessions(authenticationOf(house).db, caller.userId, house.clock.now())
  return rows.map((row) => ({
    id: row.id,
    isThis: row.id === caller.sessionId,
    address: row.ip_address,
    userAgent: row.user_agent,
    createdAt: toInstant(row.created_at),
    lastUsedAt: toInstant(row.updated_at),
    expiresAt: toInstant(row.expires_at),
  }))
}

/** Has every process and every open screen see that a person's sessions are others than a moment ago. */
export async function tellSessionsChanged(house: House, userId: UserId): Promise<void> {
  await forgetSessions(house, userId)
  await house.database.asSystem('open screens hear of ended sessions', async (tx) =>
    announce(tx, { userIds: [userId] }, [{ topic: 'account' }]),
  )
}

type Ending = { readonly userId: UserId; readonly by: UserId | null; readonly address?: string }

/** Ends one session of a person. @throws Problem session_not_found */
export async function endSession(
  house: House,
  { userId, by, address, sessionId, act }: Ending & EndedSession,
): Promise<void> {
  await authenticationOf(house)
    .db.transaction()
    .execute(async (tx) => {
      if (!(await deleteSession(tx, userId, sessionId))) throw new Problem('session_not_found')
      await recordSignIn(tx, { act, by, userId, address, subject: { kind: 'session', id: sessionId } })
    })
  await tellSessionsChanged(house, userId)
}
type EndedSession = {
  readonly sessionId: string
  readonly act: 'signed_out' | 'session_revoked'
}

/** Ends all of a person's sessions, but one if it is named. @returns how many */
export async function endSessions(
  house: House,
  { userId, by, address, but }: Ending & { readonly but?: string },
): Promise<number> {
  const count = await authenticationOf(house)
    .db.transaction()
    .execute(async (tx) => {
      const ended = await deleteSessions(tx, userId, but)
      if (ended > 0)
        await recordSignIn(tx, { act: 'session_revoked', by, userId, address, facts: { count: ended } })
      return ended
    })
  if (count > 0) await tellSessionsChanged(house, userId)
  return count
}

/**
 * Lets only a person through who proved who they are a short while ago: by signing in or by their password again.
 * @throws Problem confirmation_needed | token_scope (programs never)
 */
export async function requireConfirmed(house: House, { sessionId, token }: Caller): Promise<void> {
  // A program has no password to type: what asks for one is for people.
  if (token) throw new Problem('token_scope', { scope: token.scope })
  const session = await findSession(authenticationOf(house).db, sessionId)
  if (!session) throw new Problem('not_signed_in')
  const proved = Math.max(session.created_at.getTime(), session.reauth_at?.getTime() ?? 0)
  const minutes = house.config.SEOGO_CONFIRM_MINUTES
  if (house.clock.now().getTime() - proved > minutes * minuteMs)
    throw new Problem('confirmation_needed', { minutes })
}
