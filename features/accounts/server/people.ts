import { userId } from '#contract/ids.ts'
import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import type { Person } from '../contract.ts'
import { authenticationOf } from './auth/authentication.ts'
import { countWaysIn, listPeople } from './auth/queries.ts'

/** Everybody with an account, as those who look after people see them; never what opens an account itself. */
export async function peopleOf(house: House): Promise<Person[]> {
  const { db } = authenticationOf(house)
  const now = house.clock.now()
  const ways = new Map((await countWaysIn(db, now)).map((row) => [row.id, row]))
  return (await listPeople(db)).map(({ id, name, email, role, ...person }) => {
    const way = ways.get(id)
    const lockedUntil = person.locked_until && person.locked_until > now ? person.locked_until : null
    return {
      id: userId.parse(id),
      name,
      email,
      role,
      createdAt: toInstant(person.created_at),
      isActive: person.deactivated_at === null,
      hasSecondFactor: person.second_factor_at !== null,
      lockedUntil: lockedUntil && toInstant(lockedUntil),
      lockReason: lockedUntil && person.lock_reason,
      lastSeenAt: way?.last_seen_at ? toInstant(way.last_seen_at) : null,
      sessionCount: way?.session_count ?? 0,
      tokenCount: way?.token_count ?? 0,
      passkeyCount: way?.passkey_count ?? 0,
    }
  })
}
