import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { SystemTx, Tx, UserTx } from '#platform/database/transactions.ts'
import type { OutsideChannel } from '../contract.ts'

export type Destination = {
  readonly userId: UserId
  readonly channel: OutsideChannel
  /** Null for e-mail, which goes to the person's own address. */
  readonly targetId: string | null
}

type NewDelivery = Destination & { readonly notificationId: string; readonly targetLabel: string | null }

export async function insertDeliveries(
  tx: Tx,
  deliveries: readonly NewDelivery[],
  rhythm: string,
): Promise<string[]> {
  const rows = await tx
    .insertInto('notification_deliveries')
    .values(
      deliveries.map((row) => ({
        user_id: row.userId,
        notification_id: row.notificationId,
        channel: row.channel,
        target_id: row.targetId,
        target_label: row.targetLabel,
        rhythm,
      })),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

const columns = [
  'd.id',
  'd.user_id',
  'd.channel',
  'd.target_id',
  'd.rhythm',
  'd.due_at',
  'n.id as notification_id',
  'n.type',
  'n.subject_kind',
  'n.subject_id',
  'n.subject_title',
  'n.facts',
  'n.created_at',
] as const

/** A delivery that waits, with what it is to say; undefined when it is settled or was taken back. */
export async function findQueued(tx: SystemTx, id: string) {
  return await tx
    .selectFrom('notification_deliveries as d')
    .innerJoin('notifications as n', 'n.id', 'd.notification_id')
    .select(columns)
    .where('d.id', '=', id)
    .where('d.state', '=', 'queued')
    .executeTakeFirst()
}

export async function holdBack(tx: SystemTx, id: string, until: Date): Promise<void> {
  await tx.updateTable('notification_deliveries').set({ due_at: until }).where('id', '=', id).execute()
}

/** What was held back for a destination and may leave now, the oldest first. */
export async function listHeld(
  tx: SystemTx,
  { userId, channel, targetId }: Destination,
  { now, limit }: { readonly now: Date; readonly limit: number },
) {
  return await tx
    .selectFrom('notification_deliveries as d')
    .innerJoin('notifications as n', 'n.id', 'd.notification_id')
    .select(columns)
    .where('d.user_id', '=', userId)
    .where('d.channel', '=', channel)
    .where(sql<boolean>`d.target_id is not distinct from ${targetId}::uuid`)
    .where('d.state', '=', 'queued')
    .where('d.due_at', '<=', now)
    .orderBy('d.created_at')
    .orderBy('d.id')
    .limit(limit)
    .execute()
}

/** Destinations for which something that was held back may leave now. */
export async function listHeldDestinations(tx: SystemTx, now: Date) {
  return await tx
    .selectFrom('notification_deliveries')
    .select(['user_id', 'channel', 'target_id'])
    .distinct()
    .where('state', '=', 'queued')
    .where('due_at', '<=', now)
    .execute()
}

export async function settleDeliveries(
  tx: SystemTx,
  ids: readonly string[],
  outcome: { readonly state: 'queued' | 'sent' | 'delivered' | 'failed'; readonly reason: string | null },
): Promise<void> {
  await sql`
    update notification_deliveries
       set state = ${outcome.state}, reason = ${outcome.reason}, attempts = attempts + 1,
           settled_at = case when ${outcome.state} = 'queued' then null else now() end
     where id = any(${[...ids]}::uuid[]) and state = 'queued'`.execute(tx)
}

export async function listDeliveries(tx: UserTx, notificationIds: readonly string[]) {
  return await tx
    .selectFrom('notification_deliveries')
    .select(['notification_id', 'channel', 'target_label', 'state', 'reason', 'due_at'])
    .where(sql<boolean>`notification_id = any(${[...notificationIds]}::uuid[])`)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

type Deleted =
  | { readonly ids: readonly string[] }
  | { readonly notificationIds: readonly string[] }
  | { readonly targetId: string }

/** Some that nobody asked for, those of notifications that are deleted, or what waits for an address that is taken away. */
export async function deleteDeliveries(tx: Tx, deleted: Deleted): Promise<void> {
  const which =
    'ids' in deleted
      ? sql`id = any(${[...deleted.ids]}::uuid[])`
      : 'notificationIds' in deleted
        ? sql`notification_id = any(${[...deleted.notificationIds]}::uuid[])`
        : sql`target_id = ${deleted.targetId} and state = 'queued'`
  await sql`delete from notification_deliveries where ${which}`.execute(tx)
}
