import type { z } from 'zod'
import type { JobId, UserId } from '#contract/ids.ts'
import { announce, type Tx, userOf } from '#platform/database/transactions.ts'
import { currentTrace } from '#platform/metrics/work.ts'
import { insertJob, insertJobs } from './ask-queries.ts'
import type { JobDefinition, JobPriority } from './job.ts'
import { parentOf } from './parent.ts'
import { storable } from './storable.ts'

type EnqueueOptions = {
  /** Among the unfinished jobs of this kind there is one with this key at most: asked twice is asked once. */
  readonly key?: string
  /** What the job is about, for the link on screen. */
  readonly subject?: { readonly kind: string; readonly id: string }
  readonly delayMs?: number
  /** For whom, when the house itself asks on somebody's behalf; the user of the transaction otherwise. */
  readonly onBehalfOf?: UserId
  /** Who does the work outside of the house: a provider that asks to wait pauses its whole lane. */
  readonly lane?: string
  /** What else decides how long it takes, for the forecast: the model, say. */
  readonly variant?: string
  /** Size of what goes in, in one measure for all jobs of the kind (bytes, pages, characters); for the forecast. */
  readonly inputSize?: number
  readonly priority?: JobPriority
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
  const row = rowOf(tx, definition, payload, options)
  const id = await insertJob(tx, row)
  tellAsker(tx, row)
  return id
}

/**
 * Asks for the same work on many things in one statement; each is a job of its own, and none has a key.
 * @returns the jobs' ids in the order of the payloads
 */
export async function enqueueAll<Payload extends z.ZodType>(
  tx: Tx,
  definition: JobDefinition<Payload>,
  payloads: readonly z.input<Payload>[],
  options: Omit<EnqueueOptions, 'key'> = {},
): Promise<JobId[]> {
  const rows = payloads.map((payload) => rowOf(tx, definition, payload, options))
  const [first] = rows
  if (first === undefined) return []
  const ids = await insertJobs(
    tx,
    rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) })),
  )
  tellAsker(tx, first)
  return ids
}

const priorities = { low: -1, normal: 0, high: 1 } as const

function rowOf<Payload extends z.ZodType>(
  tx: Tx,
  definition: JobDefinition<Payload>,
  payload: z.input<Payload>,
  options: EnqueueOptions,
) {
  const delayMs = options.delayMs ?? 0
  return {
    kind: definition.name,
    queue: definition.queue,
    key: options.key ?? null,
    payload: JSON.stringify(storable(definition.payload.parse(payload))),
    user_id: options.onBehalfOf ?? userOf(tx) ?? null,
    internal: options.internal ?? false,
    subject_kind: options.subject?.kind ?? null,
    subject_id: options.subject?.id ?? null,
    max_attempts: definition.attempts,
    state: delayMs > 0 ? ('delayed' as const) : ('waiting' as const),
    priority: priorities[options.priority ?? 'normal'],
    parent_id: parentOf(tx) ?? null,
    lane: options.lane ?? null,
    variant: options.variant ?? null,
    traceparent: currentTrace(),
    input_size: options.inputSize === undefined ? null : Math.max(0, Math.round(options.inputSize)),
    ...(delayMs > 0 ? { run_at: new Date(Date.now() + delayMs) } : {}),
  }
}

function tellAsker(tx: Tx, { user_id, internal }: { user_id: string | null; internal: boolean }): void {
  if (internal) return
  announce(tx, { ...(user_id ? { userIds: [user_id] } : {}), administrators: true }, [{ topic: 'jobs' }])
}
