import type { SystemTx, Tx } from '#platform/database/transactions.ts'

type NewEvent = { readonly event: string; readonly payload: string; readonly user_id: string | null }

/** Adds an event; the application's role may add rows and not read them, so nothing is returned. */
export async function insertEvent(tx: Tx, row: NewEvent): Promise<void> {
  await tx.insertInto('outbox').values(row).execute()
}

/** Takes the oldest events away, each by one relay only; committed together with the jobs they become. */
export async function takeEvents(tx: SystemTx, limit: number) {
  return tx
    .deleteFrom('outbox')
    .where('id', 'in', (one) =>
      one.selectFrom('outbox').select('id').orderBy('id').limit(limit).forUpdate().skipLocked(),
    )
    .returning(['id', 'event', 'payload', 'user_id'])
    .execute()
}
