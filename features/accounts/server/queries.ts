import type { UserId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

/** The asking person's own row; row-level security shows no other. */
export async function findMe(tx: UserTx, userId: UserId) {
  return await tx
    .selectFrom('auth.users')
    .select(['id', 'name', 'email', 'role', 'language', 'theme', 'density'])
    .where('id', '=', userId)
    .executeTakeFirst()
}
