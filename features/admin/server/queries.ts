import type { SystemTx } from '#platform/database/transactions.ts'

/** What was seen, with the newest time it had happened by then. */
export async function listSeen(tx: SystemTx) {
  return await tx.selectFrom('admin_seen').select(['key', 'happened_at']).execute()
}

type Seen = {
  readonly key: string
  readonly happenedAt: Date | null
  readonly at: Date
  readonly by: string | null
}

export async function putSeen(tx: SystemTx, { key, happenedAt, at, by }: Seen): Promise<void> {
  const values = { happened_at: happenedAt, seen_at: at, seen_by: by }
  await tx
    .insertInto('admin_seen')
    .values({ key, ...values })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
    .execute()
}

export async function deleteSeen(tx: SystemTx, key: string): Promise<void> {
  await tx.deleteFrom('admin_seen').where('key', '=', key).execute()
}

/** Forgets what was seen so long ago that it is not kept any more. */
export async function deleteSeenBefore(tx: SystemTx, before: Date): Promise<void> {
  await tx.deleteFrom('admin_seen').where('seen_at', '<', before).execute()
}
