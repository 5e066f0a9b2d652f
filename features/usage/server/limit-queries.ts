import type { SystemTx } from '#platform/database/transactions.ts'
import type { LimitPeriod, LimitTarget, Meter } from '../contract.ts'

export type LimitRow = {
  readonly target: LimitTarget
  readonly meter: Meter
  readonly period: LimitPeriod
  readonly soft: number | null
  readonly hard: number | null
}

export async function listLimitRows(tx: SystemTx) {
  return await tx
    .selectFrom('usage_limits')
    .leftJoin('auth.users', 'auth.users.id', 'usage_limits.user_id')
    .select([
      'usage_limits.id',
      'usage_limits.applies_to',
      'usage_limits.role',
      'usage_limits.user_id',
      'usage_limits.meter',
      'usage_limits.period',
      'usage_limits.soft',
      'usage_limits.hard',
      'usage_limits.changed_at',
      'auth.users.name',
    ])
    .orderBy('usage_limits.applies_to')
    .orderBy('usage_limits.role')
    .orderBy('auth.users.name')
    .orderBy('usage_limits.meter')
    .orderBy('usage_limits.period')
    .execute()
}

export async function putLimitRow(
  tx: SystemTx,
  { target, meter, period, soft, hard }: LimitRow,
  at: Date,
): Promise<string> {
  const { id } = await tx
    .insertInto('usage_limits')
    .values({
      applies_to: target.appliesTo,
      role: target.appliesTo === 'role' ? target.role : null,
      user_id: target.appliesTo === 'person' ? target.userId : null,
      meter,
      period,
      soft,
      hard,
      changed_at: at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['applies_to', 'role', 'user_id', 'meter', 'period'])
        .doUpdateSet({ soft, hard, changed_at: at }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function deleteLimitRow(tx: SystemTx, id: string) {
  return await tx
    .deleteFrom('usage_limits')
    .where('id', '=', id)
    .returning(['applies_to', 'meter', 'period', 'user_id'])
    .executeTakeFirst()
}

export async function isPerson(tx: SystemTx, userId: string): Promise<boolean> {
  const row = await tx.selectFrom('auth.users').select('id').where('id', '=', userId).executeTakeFirst()
  return row !== undefined
}
