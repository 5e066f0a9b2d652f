import { sql } from 'kysely'
import { z } from 'zod'
import type { AuthDb } from './tables.ts'

const counts = z.strictObject({
  total: z.int(),
  locked: z.int(),
  deactivated: z.int(),
  seenToday: z.int(),
  sessions: z.int(),
  invited: z.int(),
  /** Owner and admins whose sign-in has no second factor. */
  adminsWithoutFactor: z.int(),
})

export async function countPeople(db: AuthDb, { now, since }: { readonly now: Date; readonly since: Date }) {
  const { rows } = await sql`
    select count(*)::int as total,
           (count(*) filter (where locked_until > ${now}))::int as locked,
           (count(*) filter (where deactivated_at is not null))::int as deactivated,
           (count(*) filter (where second_factor_at is null and role in ('owner', 'admin')))::int
             as "adminsWithoutFactor",
           (select count(distinct user_id) from auth.sessions where expires_at > ${now} and updated_at > ${since})::int
             as "seenToday",
           (select count(*) from auth.sessions where expires_at > ${now})::int as sessions,
           (select count(*) from auth.links where purpose = 'invitation' and used_at is null
              and expires_at > ${now})::int as invited
      from auth.users where claimed_at is not null and leaving_at is null`.execute(db)
  return counts.parse(rows[0])
}

export async function findPeopleLike(db: AuthDb, part: string, most: number) {
  const like = `%${part.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return await db
    .selectFrom('auth.users')
    .select(['id', 'name', 'email', 'role', 'created_at', 'deactivated_at'])
    .where('claimed_at', 'is not', null)
    .where('leaving_at', 'is', null)
    .where((one) => one.or([one('name', 'ilike', like), one('email', 'ilike', like)]))
    .orderBy('created_at', 'desc')
    .limit(most)
    .execute()
}
