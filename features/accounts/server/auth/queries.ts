import { sql } from 'kysely'
import type { Role } from '#contract/permissions.ts'
import type { Density, Language, PersonState, Theme } from '../../contract.ts'
import type { AuthDb } from './tables.ts'

/** The address an owner has until somebody claims the house. RFC 2606 reserves `.invalid`: no mail can ever reach it. */
export const unclaimedAddress = 'owner@seogo.invalid'

export async function findOwner(db: AuthDb) {
  return await db
    .selectFrom('auth.users')
    .select(['id', 'claimed_at'])
    .where('role', '=', 'owner')
    .executeTakeFirst()
}

/** @returns the new owner's id, undefined when there is an owner already. */
export async function insertUnclaimedOwner(db: AuthDb) {
  return await db
    .insertInto('auth.users')
    .values({ name: '', email: unclaimedAddress, role: 'owner' })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
}

type NewPerson = { readonly name: string; readonly email: string; readonly role: Role; readonly at: Date }

export async function insertPerson(db: AuthDb, person: NewPerson) {
  return await db
    .insertInto('auth.users')
    .values({ name: person.name, email: person.email, role: person.role, claimed_at: person.at })
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** @returns undefined when somebody claimed the owner's account before. */
export async function claimOwner(
  db: AuthDb,
  claim: { readonly userId: string; readonly name: string; readonly email: string; readonly at: Date },
) {
  return await db
    .updateTable('auth.users')
    .set({ name: claim.name, email: claim.email, claimed_at: claim.at })
    .where('id', '=', claim.userId)
    .where('claimed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
}

/** The way in by password; the mechanism looks it up as provider `credential` with the person's own id. */
export async function insertPassword(db: AuthDb, userId: string, phc: string) {
  await db
    .insertInto('auth.credentials')
    .values({ user_id: userId, provider_id: 'credential', account_id: userId, password: phc })
    .execute()
}

export async function findPerson(db: AuthDb, userId: string) {
  return await db
    .selectFrom('auth.users')
    .select(['id', 'name', 'email', 'role', 'claimed_at', 'deactivated_at', 'locked_until'])
    .where('id', '=', userId)
    .executeTakeFirst()
}

export async function findPersonByEmail(db: AuthDb, email: string) {
  return await db
    .selectFrom('auth.users')
    .select(['id', 'name', 'email', 'role', 'created_at'])
    .where('email', '=', email)
    .where('claimed_at', 'is not', null)
    .executeTakeFirst()
}

/** Everybody with an account; an unclaimed owner is nobody yet, and who leaves is nobody any more. */
const accountsOf = (db: AuthDb) =>
  db.selectFrom('auth.users').where('claimed_at', 'is not', null).where('leaving_at', 'is', null)

export type PeopleFilter = {
  readonly q?: string | undefined
  readonly role?: Role | undefined
  readonly state?: PersonState | undefined
  readonly now: Date
}

/** Those that the filter leaves. */
function peopleLeft(db: AuthDb, { q, role, state, now }: PeopleFilter) {
  const like = `%${(q ?? '').replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return accountsOf(db)
    .$if(q !== undefined && q !== '', (some) =>
      some.where((one) => one.or([one('name', 'ilike', like), one('email', 'ilike', like)])),
    )
    .$if(role !== undefined, (some) => some.where('role', '=', role ?? 'reader'))
    .$if(state === 'deactivated', (some) => some.where('deactivated_at', 'is not', null))
    .$if(state === 'locked', (some) => some.where('locked_until', '>', now))
    .$if(state === 'active', (some) =>
      some
        .where('deactivated_at', 'is', null)
        .where((one) => one.or([one('locked_until', 'is', null), one('locked_until', '<=', now)])),
    )
}

export async function countFiltered(db: AuthDb, filter: PeopleFilter): Promise<number> {
  const { count } = await peopleLeft(db, filter)
    .select((one) => one.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

type PeoplePage = {
  readonly after: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

/** A page of people, the first who came first; `position` is the instant to the microsecond, for the cursor. */
export async function listPeoplePage(db: AuthDb, filter: PeopleFilter, { after, limit }: PeoplePage) {
  return await peopleLeft(db, filter)
    .$if(after !== undefined, (some) =>
      some.where(sql<boolean>`(created_at, id) > (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .select(personColumns)
    .select(sql<string>`created_at::text`.as('position'))
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

const personColumns = [
  'id',
  'name',
  'email',
  'role',
  'created_at',
  'deactivated_at',
  'locked_until',
  'lock_reason',
  'second_factor_at',
] as const

/** Everybody with an account, the first who came first. */
export async function listPeople(db: AuthDb) {
  return await accountsOf(db).select(personColumns).orderBy('created_at').orderBy('id').execute()
}

/** Who came last, by their sessions. */
export async function listRecent(db: AuthDb, { at, most }: { at: Date; most: number }) {
  return await db
    .selectFrom('auth.users as person')
    .innerJoin('auth.sessions as session', 'session.user_id', 'person.id')
    .select(['person.id', 'person.role'])
    .where('session.expires_at', '>', at)
    .where('person.deactivated_at', 'is', null)
    .groupBy(['person.id', 'person.role'])
    .orderBy((one) => one.fn.max('session.updated_at'), 'desc')
    .limit(most)
    .execute()
}

/** What each of these people has that opens their account, and when it was last used. */
export async function countWaysIn(db: AuthDb, ids: readonly string[], at: Date) {
  const { rows } = await sql<{
    id: string
    session_count: number
    token_count: number
    passkey_count: number
    last_seen_at: Date | null
  }>`
    select u.id, coalesce(s.count, 0)::int as session_count, coalesce(t.count, 0)::int as token_count,
           coalesce(p.count, 0)::int as passkey_count, greatest(s.last_at, t.last_at, p.last_at) as last_seen_at
      from auth.users u
      left join (select user_id, count(*), max(updated_at) as last_at from auth.sessions
                  where expires_at > ${at} and user_id = any (${ids}::uuid[]) group by user_id) s on s.user_id = u.id
      left join (select user_id, count(*) filter (where expires_at > ${at}), max(last_used_at) as last_at
                   from auth.api_tokens where user_id = any (${ids}::uuid[]) group by user_id) t on t.user_id = u.id
      left join (select user_id, count(*), max(last_used_at) as last_at from auth.passkeys
                  where user_id = any (${ids}::uuid[]) group by user_id) p on p.user_id = u.id
     where u.id = any (${ids}::uuid[])`.execute(db)
  return rows
}

type Preferences = {
  readonly language?: Language | null | undefined
  readonly theme?: Theme | undefined
  readonly density?: Density | undefined
  readonly timeZone?: string | null | undefined
}

export async function updatePreferences(db: AuthDb, userId: string, chosen: Preferences) {
  const { language, theme, density, timeZone } = chosen
  await db
    .updateTable('auth.users')
    .set({
      ...(language === undefined ? {} : { language }),
      ...(theme === undefined ? {} : { theme }),
      ...(density === undefined ? {} : { density }),
      ...(timeZone === undefined ? {} : { time_zone: timeZone }),
      updated_at: sql`now()`,
    })
    .where('id', '=', userId)
    .execute()
}

/** Removes what can never be used again. @returns how many rows of each kind */
export async function deleteSpent(
  db: AuthDb,
  before: { readonly sessions: Date; readonly links: Date; readonly attempts: Date },
) {
  const sessions = await db
    .deleteFrom('auth.sessions')
    .where('expires_at', '<', before.sessions)
    .executeTakeFirst()
  const links = await db.deleteFrom('auth.links').where('expires_at', '<', before.links).executeTakeFirst()
  const attempts = await db
    .deleteFrom('auth.sign_in_attempts')
    .where('at', '<', before.attempts)
    .executeTakeFirst()
  return {
    sessionCount: Number(sessions.numDeletedRows),
    linkCount: Number(links.numDeletedRows),
    attemptCount: Number(attempts.numDeletedRows),
  }
}
