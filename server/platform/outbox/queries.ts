import type { SystemTx, Tx } from '#platform/database/transactions.ts'

type NewEvent = {
  readonly event: string
  readonly payload: string
  readonly user_id: string | null
  readonly traceparent: string | null
}

/** Adds events; the application's role may add rows and not read them, so nothing is returned. */
export async function insertEvents(tx: Tx, rows: readonly NewEvent[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insertInto('outbox')
      .values([...rows])
      .execute()
}

/** Takes the oldest events away, each by one relay only; committed together with the jobs they become. */
export async function takeEvents(tx: SystemTx, limit: number) {
  return tx
    .deleteFrom('outbox')
    .where('id', 'in', (one) =>
      one.selectFrom('outbox').select('id').orderBy('id').limit(limit).forUpdate().skipLocked(),
    )
    .returning(['id', 'event', 'payload', 'user_id', 'created_at', 'traceparent'])
    .execute()
}

type TakenEvent = Awaited<ReturnType<typeof takeEvents>>[number]

/** Keeps an event that a reaction does not understand, for whoever looks after the house. */
export async function setAsideEvent(
  tx: SystemTx,
  event: TakenEvent,
  { reaction, reason }: { reaction: string; reason: string },
): Promise<void> {
  await tx
    .insertInto('refused_events')
    .values({
      event_id: event.id,
      event: event.event,
      reaction,
      payload: JSON.stringify(event.payload),
      user_id: event.user_id,
      reason: reason.slice(0, 2_000),
      happened_at: event.created_at,
    })
    .execute()
}
