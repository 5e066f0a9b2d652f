import type { UserId } from '#contract/ids.ts'
import type { SystemTx, Tx, UserTx } from '#platform/database/transactions.ts'

export async function findSettings(tx: Tx, userId: UserId) {
  return await tx
    .selectFrom('notification_settings')
    .select(['choices', 'rhythm'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
}

/** The same, held until the commit: two changes at once add up. */
export async function lockSettings(tx: UserTx, userId: UserId) {
  return await tx
    .selectFrom('notification_settings')
    .select(['choices', 'rhythm'])
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst()
}

export async function putSettings(
  tx: UserTx,
  userId: UserId,
  row: { readonly choices: string; readonly rhythm: string },
): Promise<void> {
  await tx
    .insertInto('notification_settings')
    .values({ user_id: userId, ...row })
    .onConflict((old) => old.column('user_id').doUpdateSet({ ...row, updated_at: new Date() }))
    .execute()
}

export async function listTargets(tx: Tx, userId: UserId) {
  return await tx
    .selectFrom('notification_targets')
    .select(['id', 'channel', 'label', 'address', 'created_at'])
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()
}

type NewTarget = {
  readonly channel: 'webhook' | 'push'
  readonly label: string
  readonly address: string
  readonly keys: string | null
}

/** @returns undefined when the person has this address already */
export async function insertTarget(tx: UserTx, userId: UserId, target: NewTarget) {
  return await tx
    .insertInto('notification_targets')
    .values({ user_id: userId, ...target })
    .onConflict((row) => row.columns(['user_id', 'address']).doNothing())
    .returning(['id', 'channel', 'label', 'address', 'created_at'])
    .executeTakeFirst()
}

/** The name and the keys of a browser that is there already. @returns undefined when it is not */
export async function putDevice(
  tx: UserTx,
  userId: UserId,
  { address, ...device }: Omit<NewTarget, 'channel'>,
) {
  return await tx
    .updateTable('notification_targets')
    .set(device)
    .where('user_id', '=', userId)
    .where('address', '=', address)
    .where('channel', '=', 'push')
    .returning(['id', 'channel', 'label', 'address', 'created_at'])
    .executeTakeFirst()
}

export async function deleteTarget(tx: Tx, userId: UserId, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('notification_targets')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function findTarget(tx: SystemTx, id: string | null) {
  return await tx
    .selectFrom('notification_targets')
    .select(['id', 'address', 'keys'])
    .where('id', '=', id)
    .executeTakeFirst()
}
