import { z } from 'zod'
import { userId } from '#contract/ids.ts'
import { cursorInstant, fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import type { listPeople, Person } from '../contract.ts'
import { authenticationOf } from './auth/authentication.ts'
import { countFiltered, countWaysIn, listPeoplePage } from './auth/queries.ts'

const position = z.tuple([cursorInstant, z.uuid()])
/** More people than one house has. */
const everybody = 100_000

type Query = z.output<typeof listPeople.query>

/**
 * People with an account, as those who look after people see them; never what opens an account itself.
 * @throws Problem bad_request for a cursor that is none
 */
export async function peopleOf(house: House, { cursor, limit = everybody, ...narrowing }: Query) {
  const { db } = authenticationOf(house)
  const [at, id] = cursor === undefined ? [] : (fromCursor(cursor, position) ?? [])
  if (cursor !== undefined && (at === undefined || id === undefined))
    throw new Problem('bad_request', { field: 'cursor' })
  const filter = { ...narrowing, now: house.clock.now() }
  const after = at === undefined || id === undefined ? undefined : { at, id }
  const rows = await listPeoplePage(db, filter, { after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: await toPeople(house, page),
    next: last ? toCursor([last.position, last.id]) : null,
    total: await countFiltered(db, filter),
  }
}

type PersonRow = Awaited<ReturnType<typeof listPeoplePage>>[number]

async function toPeople(house: House, rows: readonly PersonRow[]): Promise<Person[]> {
  const { db } = authenticationOf(house)
  const now = house.clock.now()
  const ids = rows.map(({ id }) => id)
  const ways = new Map((await countWaysIn(db, ids, now)).map((row) => [row.id, row]))
  return rows.map(({ id, name, email, role, ...person }) => {
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
