import { sql } from 'kysely'
import type { SystemTx, Tx, UserTx } from '#platform/database/transactions.ts'

/** Before every id: what is gone through in the order of ids begins behind it. */
export const beforeAll = '00000000-0000-0000-0000-000000000000'

type WritingTx = UserTx | SystemTx
const columns = ['id', 'user_id', 'wrapped_key', 'master_id'] as const

export type DataKeyRow = NonNullable<Awaited<ReturnType<typeof findDataKey>>>

export async function findDataKey(tx: WritingTx, id: string) {
  return await tx.selectFrom('data_keys').select(columns).where('id', '=', id).executeTakeFirst()
}

/** The key of a person, or of the installation (null). */
export async function findDataKeyOf(tx: WritingTx, owner: string | null) {
  return await tx
    .selectFrom('data_keys')
    .select(columns)
    .where('user_id', owner === null ? 'is' : '=', owner)
    .executeTakeFirst()
}

/** @returns undefined when the owner was given one a moment before */
export async function insertDataKey(tx: WritingTx, row: DataKeyRow): Promise<DataKeyRow | undefined> {
  return await tx
    .insertInto('data_keys')
    .values(row)
    .onConflict((same) => same.doNothing())
    .returning(columns)
    .executeTakeFirst()
}

/**
 * Who wraps a new key shares this lock, who changes the current master holds it alone: after the change nobody wraps with
 * the old one any more.
 */
export async function lockMasters(tx: Tx, mode: 'to wrap' | 'to change'): Promise<void> {
  await (mode === 'to wrap'
    ? sql`select pg_advisory_xact_lock_shared(hashtextextended('vault masters', 0))`
    : sql`select pg_advisory_xact_lock(hashtextextended('vault masters', 0))`
  ).execute(tx)
}

/** Some keys that another master wrapped; those a second rotation holds are left to it. */
export async function lockOldDataKeys(
  tx: SystemTx,
  masterId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
) {
  return await tx
    .selectFrom('data_keys')
    .select(columns)
    .where('master_id', '!=', masterId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

export async function putWrap(
  tx: SystemTx,
  id: string,
  wrap: { readonly wrapped_key: Buffer; readonly master_id: string; readonly wrapped_at: Date },
): Promise<void> {
  await tx.updateTable('data_keys').set(wrap).where('id', '=', id).execute()
}

/** How many data keys each master wraps. */
export async function countByMaster(tx: SystemTx): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('data_keys')
    .select(['master_id', (one) => one.fn.countAll<number>().as('count')])
    .groupBy('master_id')
    .execute()
  return new Map(rows.map(({ master_id, count }) => [master_id, Number(count)]))
}

/** Some provider keys sealed before there were data keys: their seal begins with a shorter key id than an id of ours has. */
export async function lockFirstSeals(
  tx: SystemTx,
  { after, limit }: { readonly after: string; readonly limit: number },
) {
  return await tx
    .selectFrom('provider_keys')
    .select(['id', 'user_id', 'provider', 'sealed_key'])
    .where('sealed_key', 'is not', null)
    .where('id', '>', after)
    .where(sql<boolean>`get_byte(sealed_key, 1) = 12`)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}
