import { sql } from 'kysely'
import type { AuthDb } from './tables.ts'

/** Wrong codes after which further ones wait, and for how long; twice as long each time. */
const triesAtOnce = 5
const firstWait = sql.lit('15 minutes')

export async function findFactor(db: AuthDb, userId: string) {
  return await db
    .selectFrom('auth.second_factors')
    .select(['sealed_secret', 'confirmed_at', 'blocked_until'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
}

/** Puts a secret that is being set up in the place of an earlier unconfirmed one. @returns false when one is on already */
export async function putUnconfirmed(
  db: AuthDb,
  userId: string,
  { sealed, at }: { readonly sealed: Buffer; readonly at: Date },
): Promise<boolean> {
  const row = { sealed_secret: sealed, created_at: at, last_step: 0, failures: 0, blocked_until: null }
  const put = await db
    .insertInto('auth.second_factors')
    .values({ user_id: userId, ...row })
    .onConflict((same) =>
      same.column('user_id').doUpdateSet(row).where('auth.second_factors.confirmed_at', 'is', null),
    )
    .returning('user_id')
    .executeTakeFirst()
  return put !== undefined
}

/** Puts a factor of passkeys alone in the place of one that was being set up. @returns false when one is on already */
export async function putPasskeyFactor(db: AuthDb, userId: string, at: Date): Promise<boolean> {
  const row = {
    sealed_secret: null,
    confirmed_at: at,
    created_at: at,
    last_step: 0,
    failures: 0,
    blocked_until: null,
  }
  const put = await db
    .insertInto('auth.second_factors')
    .values({ user_id: userId, ...row })
    .onConflict((same) =>
      same.column('user_id').doUpdateSet(row).where('auth.second_factors.confirmed_at', 'is', null),
    )
    .returning('user_id')
    .executeTakeFirst()
  return put !== undefined
}

/** @returns false when another request turned it on a moment before */
export async function markFactorConfirmed(db: AuthDb, userId: string, at: Date): Promise<boolean> {
  const marked = await db
    .updateTable('auth.second_factors')
    .set({ confirmed_at: at })
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst()
  return marked !== undefined
}

export async function putFactorSince(db: AuthDb, userId: string, at: Date | null): Promise<void> {
  await db.updateTable('auth.users').set({ second_factor_at: at }).where('id', '=', userId).execute()
}

/** Counts a try before it is looked at, so that a hundred at once are a hundred. @returns false while tries have to wait */
export async function countTry(db: AuthDb, userId: string, at: Date): Promise<boolean> {
  const counted = await db
    .updateTable('auth.second_factors')
    .set({
      failures: sql`failures + 1`,
      blocked_until: sql`case when (failures + 1) % ${sql.lit(triesAtOnce)} = 0
        then ${at}::timestamptz + least(interval ${firstWait} * power(2, least((failures + 1) / ${sql.lit(triesAtOnce)} - 1, 10)),
          interval '1 day')
        else blocked_until end`,
    })
    .where('user_id', '=', userId)
    .where((one) => one.or([one('blocked_until', 'is', null), one('blocked_until', '<=', at)]))
    .returning('user_id')
    .executeTakeFirst()
  return counted !== undefined
}

/** Takes a time step once: a code that was seen on its way cannot be used again (RFC 6238, 5.2). */
export async function spendStep(db: AuthDb, userId: string, step: number): Promise<boolean> {
  const spent = await db
    .updateTable('auth.second_factors')
    .set({ last_step: step, failures: 0, blocked_until: null })
    .where('user_id', '=', userId)
    .where('last_step', '<', step)
    .returning('user_id')
    .executeTakeFirst()
  return spent !== undefined
}

/** @returns whether there was one that was on */
export async function deleteFactor(db: AuthDb, userId: string): Promise<boolean> {
  await db.deleteFrom('auth.recovery_codes').where('user_id', '=', userId).execute()
  const gone = await db
    .deleteFrom('auth.second_factors')
    .where('user_id', '=', userId)
    .returning('confirmed_at')
    .executeTakeFirst()
  return gone?.confirmed_at != null
}

/** Puts recovery codes in the place of all earlier ones. */
export async function putRecoveryCodes(db: AuthDb, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await db.deleteFrom('auth.recovery_codes').where('user_id', '=', userId).execute()
  await db
    .insertInto('auth.recovery_codes')
    .values(hashes.map((code_hash) => ({ user_id: userId, code_hash })))
    .execute()
}

/** Uses a recovery code up; of two that try at once one gets it. */
export async function takeRecoveryCode(
  db: AuthDb,
  userId: string,
  { hash, at }: { readonly hash: Buffer; readonly at: Date },
): Promise<boolean> {
  const taken = await db
    .updateTable('auth.recovery_codes')
    .set({ used_at: at })
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

export async function countRecoveryCodes(db: AuthDb, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('auth.recovery_codes')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
