import type { AuthDb } from './tables.ts'

/** The provider by which the mechanism's table of credentials knows accounts of the issuer. */
const provider = 'oidc'

/** Whose account here an account elsewhere opens. */
export async function findLinked(db: AuthDb, accountId: string) {
  return await db
    .selectFrom('auth.credentials')
    .select('user_id')
    .where('provider_id', '=', provider)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
}

export async function hasLinked(db: AuthDb, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('auth.credentials')
    .select('id')
    .where('provider_id', '=', provider)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row !== undefined
}

/** @returns false when it opens an account already */
export async function insertLinked(db: AuthDb, userId: string, accountId: string): Promise<boolean> {
  const row = await db
    .insertInto('auth.credentials')
    .values({ user_id: userId, provider_id: provider, account_id: accountId })
    .onConflict((same) => same.columns(['provider_id', 'account_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** @returns whether there was one */
export async function deleteLinked(db: AuthDb, userId: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('auth.credentials')
    .where('provider_id', '=', provider)
    .where('user_id', '=', userId)
    .returning('id')
    .execute()
  return gone.length > 0
}

/** Uses the open invitation of an address up. */
export async function takeInvitation(db: AuthDb, email: string, at: Date) {
  return await db
    .updateTable('auth.links')
    .set({ used_at: at })
    .where('purpose', '=', 'invitation')
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(['id', 'role'])
    .executeTakeFirst()
}
