import type { AuthDb } from './tables.ts'

/** The password's hash of an address, if the person has one. */
export async function findCredential(db: AuthDb, email: string) {
  return await db
    .selectFrom('auth.users')
    .innerJoin('auth.credentials', 'auth.credentials.user_id', 'auth.users.id')
    .select(['auth.credentials.user_id', 'auth.credentials.password'])
    .where('auth.users.email', '=', email)
    .where('auth.credentials.provider_id', '=', 'credential')
    .executeTakeFirst()
}

export async function hasPassword(db: AuthDb, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('auth.credentials')
    .select('id')
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  return row !== undefined
}

/** Puts a password in the place of the one before; the first one of who came by a link. */
export async function putPassword(db: AuthDb, userId: string, phc: string): Promise<void> {
  await db
    .insertInto('auth.credentials')
    .values({ user_id: userId, provider_id: 'credential', account_id: userId, password: phc })
    .onConflict((same) => same.columns(['provider_id', 'account_id']).doUpdateSet({ password: phc }))
    .execute()
}

export async function updateEmail(db: AuthDb, userId: string, email: string): Promise<void> {
  await db.updateTable('auth.users').set({ email }).where('id', '=', userId).execute()
}
