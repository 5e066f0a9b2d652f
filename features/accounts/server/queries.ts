import { type UserId, userId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

/** The asking person's own row; row-level security shows no other. */
export async function findMe(tx: UserTx, id: UserId) {
  return await tx
    .selectFrom('auth.users')
    .select(['id', 'name', 'email', 'role', 'language', 'theme', 'density', 'time_zone', 'second_factor_at'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Whom to write to, and in which language; null: they never chose one. */
export async function findAddressee(
  tx: SystemTx,
  id: UserId,
): Promise<{ email: string; language: 'en' | 'ko' | null } | undefined> {
  return await tx
    .selectFrom('auth.users')
    .select(['email', 'language'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Who looks after the house: the owner and the administrators. */
export async function listAdministrators(tx: SystemTx): Promise<UserId[]> {
  const rows = await tx
    .selectFrom('auth.users')
    .select('id')
    .where('role', 'in', ['owner', 'admin'])
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => userId.parse(id))
}
