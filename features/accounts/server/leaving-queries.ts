import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { AuthDb } from './auth/tables.ts'

/** Shared libraries in a person's name in which others are: they have to be given away first. */
export async function listOwnedWithOthers(tx: SystemTx, userId: UserId): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select l.name from libraries l
     where l.owner_id = ${userId} and l.kind = 'shared' and l.deleted_at is null
       and exists (select from library_members m where m.library_id = l.id and m.user_id <> ${userId})
     order by l.name limit 50`.execute(tx)
  return rows.map(({ name }) => name)
}

export async function markLeaving(db: AuthDb, userId: UserId, at: Date): Promise<void> {
  await db
    .updateTable('auth.users')
    .set({ leaving_at: at, deactivated_at: at })
    .where('id', '=', userId)
    .execute()
}

export async function deleteTokensOf(db: AuthDb, userId: UserId): Promise<void> {
  await db.deleteFrom('auth.api_tokens').where('user_id', '=', userId).execute()
}

export async function isLeaving(db: AuthDb, userId: UserId): Promise<boolean> {
  const row = await db
    .selectFrom('auth.users')
    .select('id')
    .where('id', '=', userId)
    .where('leaving_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function listLeaving(db: AuthDb): Promise<string[]> {
  const rows = await db
    .selectFrom('auth.users')
    .select('id')
    .where('leaving_at', 'is not', null)
    .orderBy('leaving_at')
    .limit(1_000)
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Gives what is in a leaving person's name and others are in to one of those: another owner first, then an editor. Nobody
 * may be left with papers that vanish because somebody let them in a moment before.
 */
export async function handOver(tx: SystemTx, userId: UserId): Promise<void> {
  await sql`
    with heirs as (
      select distinct on (l.id) l.id, m.user_id
        from libraries l join library_members m on m.library_id = l.id and m.user_id <> l.owner_id
       where l.owner_id = ${userId} and l.kind = 'shared'
       order by l.id, array_position(array['owner', 'editor', 'reader'], m.membership), m.user_id),
    given as (
      update libraries l set owner_id = h.user_id from heirs h where l.id = h.id)
    update library_members m set membership = 'owner' from heirs h
     where m.library_id = h.id and m.user_id = h.user_id`.execute(tx)
}

/** Deletes one library in a leaving person's name with all that is in it. @returns whether there was one */
export async function deleteOneOwned(tx: SystemTx, userId: UserId): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    delete from libraries where id = (select id from libraries where owner_id = ${userId} order by id limit 1 for update)
    returning id`.execute(tx)
  return rows.length > 0
}

export async function deleteLeaving(db: AuthDb, userId: UserId): Promise<void> {
  await db.deleteFrom('auth.users').where('id', '=', userId).where('leaving_at', 'is not', null).execute()
}
