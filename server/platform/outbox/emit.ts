import type { z } from 'zod'
import type { EventDefinition } from '#contract/event.ts'
import { type Tx, userOf } from '#platform/database/transactions.ts'
import { currentTrace } from '#platform/metrics/work.ts'
import { insertEvents } from '#platform/outbox/queries.ts'
import { storable } from '#platform/queue/storable.ts'

/**
 * Says in the caller's transaction that something happened. Committed with it, the event reaches every reaction at least
 * once; rolled back, it never was.
 * @throws ZodError when the payload is not the event's.
 */
export async function emit<Payload extends z.ZodType>(
  tx: Tx,
  definition: EventDefinition<Payload>,
  payload: z.input<Payload>,
  /** For whom the reactions run, when the house itself speaks; the user of the transaction otherwise. */
  onBehalfOf?: string | undefined,
): Promise<void> {
  await emitAll(tx, definition, [payload], onBehalfOf)
}

/** {@link emit} for each of many payloads, in their order. */
export async function emitAll<Payload extends z.ZodType>(
  tx: Tx,
  definition: EventDefinition<Payload>,
  payloads: readonly z.input<Payload>[],
  onBehalfOf?: string | undefined,
): Promise<void> {
  const user_id = onBehalfOf ?? userOf(tx) ?? null
  const traceparent = currentTrace()
  await insertEvents(
    tx,
    payloads.map((payload) => ({
      event: definition.name,
      payload: JSON.stringify(storable(definition.payload.parse(payload))),
      user_id,
      traceparent,
    })),
  )
}
