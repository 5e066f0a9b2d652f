import type { AuthDb } from './tables.ts'

const columns = [
  'id',
  'user_id',
  'ip_address',
  'user_agent',
  'reauth_at',
  'by_passkey',
  'challenged_at',
  'created_at',
  'updated_at',
  'expires_at',
] as const

/** A person's living sessions, the last used first. */
export async function listSessions(db: AuthDb, userId: string, at: Date) {
  return await db
    .selectFrom('auth.sessions')
    .select(columns)
    .where('user_id', '=', userId)
    .where('expires_at', '>', at)
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .execute()
}

export async function findSession(db: AuthDb, id: string) {
  return await db.selectFrom('auth.sessions').select(columns).where('id', '=', id).executeTakeFirst()
}

export async function markConfirmed(db: AuthDb, id: string, at: Date): Promise<void> {
  await db.updateTable('auth.sessions').set({ reauth_at: at }).where('id', '=', id).execute()
}

/** Has one of a person's sessions, or all of them, answer a challenge; one that does already goes on with it. */
export async function markChallenged(
  db: AuthDb,
  { userId, sessionId, at }: { userId: string; sessionId: string | undefined; at: Date },
): Promise<void> {
  await db
    .updateTable('auth.sessions')
    .set({ challenged_at: at })
    .where('user_id', '=', userId)
    .where('challenged_at', 'is', null)
    .$if(sessionId !== undefined, (some) => some.where('id', '=', sessionId ?? ''))
    .execute()
}

/** The challenge of all of a person's sessions, or of one, is over. */
export async function clearChallenges(db: AuthDb, userId: string, sessionId?: string): Promise<void> {
  await db
    .updateTable('auth.sessions')
    .set({ challenged_at: null })
    .where('user_id', '=', userId)
    .where('challenged_at', 'is not', null)
    .$if(sessionId !== undefined, (some) => some.where('id', '=', sessionId ?? ''))
    .execute()
}

/** Ends one session of a person. @returns whether there was such a one */
export async function deleteSession(db: AuthDb, userId: string, id: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('auth.sessions')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning('id')
    .executeTakeFirst()
  return gone !== undefined
}

/** Ends all of a person's sessions but one. @returns how many */
export async function deleteSessions(db: AuthDb, userId: string, but?: string): Promise<number> {
  const gone = await db
    .deleteFrom('auth.sessions')
    .where('user_id', '=', userId)
    .$if(but !== undefined, (some) => some.where('id', '!=', but ?? ''))
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}
