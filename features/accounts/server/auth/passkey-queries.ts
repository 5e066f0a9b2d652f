import type { AuthDb } from './tables.ts'

const columns = [
  'id',
  'user_id',
  'credential_id',
  'public_key',
  'counter',
  'host',
  'transports',
  'label',
  'is_synced',
  'created_at',
  'last_used_at',
] as const

/** A person's passkeys, the oldest first. */
export async function listPasskeys(db: AuthDb, userId: string) {
  return await db
    .selectFrom('auth.passkeys')
    .select(columns)
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}
export type PasskeyRow = Awaited<ReturnType<typeof listPasskeys>>[number]

export async function findPasskey(db: AuthDb, credentialId: Buffer) {
  return await db
    .selectFrom('auth.passkeys')
    .select(columns)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst()
}

type NewPasskey = Omit<PasskeyRow, 'id' | 'last_used_at'>

/** @returns undefined when somebody has this passkey already */
export async function insertPasskey(db: AuthDb, passkey: NewPasskey) {
  return await db
    .insertInto('auth.passkeys')
    .values(passkey)
    .onConflict((same) => same.column('credential_id').doNothing())
    .returning(columns)
    .executeTakeFirst()
}

export async function updateLabel(db: AuthDb, userId: string, id: string, label: string) {
  return await db
    .updateTable('auth.passkeys')
    .set({ label })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning(columns)
    .executeTakeFirst()
}

export async function deletePasskey(db: AuthDb, userId: string, id: string) {
  return await db
    .deleteFrom('auth.passkeys')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning('label')
    .executeTakeFirst()
}

type Use = { readonly id: string; readonly counter: number; readonly isSynced: boolean; readonly at: Date }

/** Writes a use down. @returns false when another one counted as far a moment before: one of the two is a copy */
export async function countUse(db: AuthDb, { id, counter, isSynced, at }: Use): Promise<boolean> {
  const counted = await db
    .updateTable('auth.passkeys')
    .set({ counter, is_synced: isSynced, last_used_at: at })
    .where('id', '=', id)
    .where((one) =>
      one.or([one('counter', '<', counter), one.and([one('counter', '=', 0), one.val(counter === 0)])]),
    )
    .returning('id')
    .executeTakeFirst()
  return counted !== undefined
}

/** Uses a challenge up; of two that try at once one gets it. */
export async function spendChallenge(db: AuthDb, hash: Buffer, expiresAt: Date): Promise<boolean> {
  const spent = await db
    .insertInto('auth.spent_challenges')
    .values({ challenge_hash: hash, expires_at: expiresAt })
    .onConflict((same) => same.column('challenge_hash').doNothing())
    .returning('expires_at')
    .executeTakeFirst()
  return spent !== undefined
}

/** Forgets what is refused for its age by now. */
export async function deleteSpentChallenges(db: AuthDb, before: Date): Promise<void> {
  await db.deleteFrom('auth.spent_challenges').where('expires_at', '<', before).execute()
}
