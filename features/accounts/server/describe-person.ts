import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import { listApiTokens } from './api-tokens.ts'
import { authenticationOf } from './auth/authentication.ts'
import { findPerson } from './auth/queries.ts'
import { listSessions } from './auth/session-queries.ts'
import { getMe } from './me.ts'
import { listOwnPasskeys } from './own-passkeys.ts'

/** What accounts hold of a person, without what opens anything. @throws Problem person_not_found */
export async function describePerson(house: House, userId: UserId) {
  const { db } = authenticationOf(house)
  if (!(await findPerson(db, userId))?.claimed_at) throw new Problem('person_not_found')
  const sessions = await listSessions(db, userId, house.clock.now())
  return {
    ...(await getMe(house, userId)),
    sessions: sessions.map((row) => ({
      address: row.ip_address,
      userAgent: row.user_agent,
      createdAt: toInstant(row.created_at),
      lastUsedAt: toInstant(row.updated_at),
    })),
    tokens: await listApiTokens(house, userId),
    passkeys: await listOwnPasskeys(house, userId),
  }
}
