import { sql } from 'kysely'
import type { AuthDb } from './tables.ts'

export type Attempt = {
  readonly kind: 'sign-in' | 'letter'
  readonly account_hash: Buffer
  readonly address: string
  readonly at: Date
}

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
  { kind, account_hash, address, since }: Omit<Attempt, 'at'> & { since: Date },
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
     where kind = ${kind} and at > ${since} and (account_hash = ${account_hash} or address = ${address})`.execute(
    db,
  )
  const [counts] = rows
  if (!counts) throw new Error('an aggregate without groups gives one row')
  return counts
}

export async function deleteAttempt(db: AuthDb, id: number) {
  await db.deleteFrom('auth.sign_in_attempts').where('id', '=', id).execute()
}

/** Forgets what failed for one account from one address, after it succeeded there. */
export async function deleteAttempts(db: AuthDb, { kind, account_hash, address }: Omit<Attempt, 'at'>) {
  await db
    .deleteFrom('auth.sign_in_attempts')
    .where('kind', '=', kind)
    .where('account_hash', '=', account_hash)
    .where('address', '=', address)
    .execute()
}
