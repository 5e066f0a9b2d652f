import { sql } from 'kysely'
import type { Role } from '#contract/permissions.ts'
import type { Density, Language, LinkInfo, Theme } from '../../contract.ts'
import type { AuthDb } from './tables.ts'

/** The address an owner has until somebody claims the house. RFC 2606 reserves `.invalid`: no mail can ever reach it. */
export const unclaimedAddress = 'owner@seogo.invalid'

const linkColumns = ['id', 'purpose', 'user_id', 'email', 'role', 'expires_at'] as const

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

/** Everybody with an account, the first who came first; an unclaimed owner is nobody yet. */
export async function listPeople(db: AuthDb) {
  return await db
    .selectFrom('auth.users')
    .select([
      'id',
      'name',
      'email',
      'role',
      'created_at',
      'deactivated_at',
      'locked_until',
      'second_factor_at',
    ])
    .where('claimed_at', 'is not', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
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

type NewLink = {
  readonly purpose: LinkInfo['purpose']
  readonly token_hash: Buffer
  readonly user_id: string | null
  readonly email: string | null
  readonly role: Role
  readonly created_by: string | null
  readonly created_at: Date
  readonly expires_at: Date
}

export async function insertLink(db: AuthDb, link: NewLink) {
  return await db.insertInto('auth.links').values(link).returning('id').executeTakeFirstOrThrow()
}

/** Earlier unused links of the same purpose for the same person or address stop working. @returns how many */
export async function expireEarlierLinks(db: AuthDb, link: NewLink): Promise<number> {
  const expired = await db
    .updateTable('auth.links')
    .set({ expires_at: link.created_at })
    .where('purpose', '=', link.purpose)
    .where(sql<boolean>`user_id is not distinct from ${link.user_id}`)
    .where(sql<boolean>`email is not distinct from ${link.email}`)
    .where('used_at', 'is', null)
    .where('expires_at', '>', link.created_at)
    .executeTakeFirst()
  return Number(expired.numUpdatedRows)
}

export async function findOpenLink(db: AuthDb, tokenHash: Buffer, at: Date) {
  return await db
    .selectFrom('auth.links')
    .select(linkColumns)
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
}

/** Uses a link up. Of two that try at once one gets the row, the other waits for it and gets nothing. */
export async function takeLink(db: AuthDb, tokenHash: Buffer, at: Date) {
  return await db
    .updateTable('auth.links')
    .set({ used_at: at })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(linkColumns)
    .executeTakeFirst()
}

type Attempt = { readonly account_hash: Buffer; readonly address: string; readonly at: Date }

export async function insertAttempt(db: AuthDb, attempt: Attempt) {
  return await db
    .insertInto('auth.sign_in_attempts')
    .values(attempt)
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** How many attempts since `since`, this one among them, and when the oldest of each kind was. */
export async function countAttempts(
  db: AuthDb,
  { account_hash, address, since }: Omit<Attempt, 'at'> & { since: Date },
) {
  const { rows } = await sql<{
    pair: number
    account: number
    address: number
    oldest_pair: Date
    oldest_account: Date
    oldest_address: Date
  }>`
    select count(*) filter (where account_hash = ${account_hash} and address = ${address})::int as pair,
           count(*) filter (where account_hash = ${account_hash})::int as account,
           count(*) filter (where address = ${address})::int as address,
           min(at) filter (where account_hash = ${account_hash} and address = ${address}) as oldest_pair,
           min(at) filter (where account_hash = ${account_hash}) as oldest_account,
           min(at) filter (where address = ${address}) as oldest_address
      from auth.sign_in_attempts
     where at > ${since} and (account_hash = ${account_hash} or address = ${address})`.execute(db)
  const [counts] = rows
  if (!counts) throw new Error('an aggregate without groups gives one row')
  return counts
}

export async function deleteAttempt(db: AuthDb, id: number) {
  await db.deleteFrom('auth.sign_in_attempts').where('id', '=', id).execute()
}

/** Forgets what failed for one account from one address, after it succeeded there. */
export async function deleteAttempts(db: AuthDb, { account_hash, address }: Omit<Attempt, 'at'>) {
  await db
    .deleteFrom('auth.sign_in_attempts')
    .where('account_hash', '=', account_hash)
    .where('address', '=', address)
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
