import type { z } from 'zod'
import type { JobId, UserId } from '#contract/ids.ts'
import { announce, type Tx, userOf } from '#platform/database/transactions.ts'
import type { JobDefinition } from './job.ts'
import { insertJob } from './queries.ts'
import { storable } from './storable.ts'

type EnqueueOptions = {
  /** Among the unfinished jobs of this kind there is one with this key at most: asked twice is asked once. */
  readonly key?: string
  /** What the job is about, for the link on screen. */
  readonly subject?: { readonly kind: string; readonly id: string }
  readonly delayMs?: number
  /** For whom, when the house itself asks on somebody's behalf; the user of the transaction otherwise. */
  readonly onBehalfOf?: UserId
  /** Housekeeping that nobody asked for by itself: not shown among a person's jobs. */
  readonly internal?: boolean
}

/**
 * Asks for work in the caller's transaction: the row is written with it and the queue hears of it after the commit.
 * @returns the job's id, that of the standing job when one with the same key has not ended
 * @throws ZodError when the payload is not the job's.
 */
export async function enqueue<Payload extends z.ZodType>(
  tx: Tx,
  definition: JobDefinition<Payload>,
  payload: z.input<Payload>,
  options: EnqueueOptions = {},
): Promise<JobId> {
  const valid = definition.payload.parse(payload)
  const userId = options.onBehalfOf ?? userOf(tx) ?? null
  const delayMs = options.delayMs ?? 0
  const id = await insertJob(tx, {
    kind: definition.name,
    queue: definition.queue,
    key: options.key ?? null,
    payload: JSON.stringify(storable(valid)),
    user_id: userId,
    internal: options.internal ?? false,
    subject_kind: options.subject?.kind ?? null,
    subject_id: options.subject?.id ?? null,
    max_attempts: definition.attempts,
    state: delayMs > 0 ? 'delayed' : 'waiting',
    ...(delayMs > 0 ? { run_at: new Date(Date.now() + delayMs) } : {}),
  })
  if (userId && !options.internal) announce(tx, { userIds: [userId] }, [{ topic: 'jobs' }])
  return id
}
