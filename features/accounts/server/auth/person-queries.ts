import type { Role } from '#contract/permissions.ts'
import type { AuthDb } from './tables.ts'

/** A person, held until the end of the transaction. */
export async function lockPerson(db: AuthDb, userId: string) {
  return await db
    .selectFrom('auth.users')
    .select([
      'id',
      'name',
      'email',
      'role',
      'claimed_at',
      'deactivated_at',
      'locked_until',
      'locked_by',
      'second_factor_at',
    ])
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
}

type Change = {
  readonly role?: Role
  readonly deactivated_at?: Date | null
  readonly locked_until?: Date | null
  readonly locked_by?: 'watch' | 'administrator' | null
  readonly lock_reason?: string | null
  readonly second_factor_at?: Date | null
}

export async function updatePerson(db: AuthDb, userId: string, change: Change): Promise<void> {
  await db.updateTable('auth.users').set(change).where('id', '=', userId).execute()
}
