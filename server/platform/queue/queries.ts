import { sql } from 'kysely'
import type { JobId } from '#contract/ids.ts'
import type { SystemTx, Tx } from '#platform/database/transactions.ts'

type NewJob = {
  readonly kind: string
  readonly queue: string
  readonly key: string | null
  readonly payload: string
  readonly user_id: string | null
  readonly internal: boolean
  readonly subject_kind: string | null
  readonly subject_id: string | null
  readonly max_attempts: number
  readonly run_at?: Date
  readonly state: 'waiting' | 'delayed'
}

/** Inserts a job unless one of its kind and key has not ended; @returns the id of the one that stands. */
export async function insertJob(tx: Tx, row: NewJob): Promise<JobId> {
  const inserted = await tx
    .insertInto('background_jobs')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'key'])
        .where('key', 'is not', null)
        .where('state', 'in', ['waiting', 'delayed', 'active', 'retrying'])
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (inserted) return inserted.id as JobId
  const standing = await tx
    .selectFrom('background_jobs')
    .select('id')
    .where('kind', '=', row.kind)
    .where('key', '=', row.key)
    .where('state', 'in', ['waiting', 'delayed', 'active', 'retrying'])
    .executeTakeFirst()
  // It ended between the two statements, or belongs to somebody else: the caller's transaction tries again as a whole.
  if (!standing) throw new Error(`the job ${row.kind} ${row.key} ended while it was asked for again`)
  return standing.id as JobId
}

export type QueuedRow = { id: string; kind: string; queue: string; delivery: number; run_at: Date }

/** Takes rows that the queue has not been told of; marks them told. The reconciler mends a crash right after. */
export async function takeUnqueued(tx: SystemTx, limit: number): Promise<QueuedRow[]> {
  return tx
    .updateTable('background_jobs')
    .set({ queued_at: sql<Date>`clock_timestamp()` })
    .where('id', 'in', (one) =>
      one
        .selectFrom('background_jobs')
        .select('id')
        .where('queued_at', 'is', null)
        .where('state', 'in', ['waiting', 'delayed', 'retrying'])
        .orderBy('created_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'kind', 'queue', 'delivery', 'run_at'])
    .execute()
}

/** Rows that should be in the queue by now and have not been taken for a while: told to it again under the same id. */
export async function takeOverdue(tx: SystemTx, silentMs: number, limit: number): Promise<QueuedRow[]> {
  return tx
    .updateTable('background_jobs')
    .set({ queued_at: sql<Date>`clock_timestamp()` })
    .where('id', 'in', (one) =>
      one
        .selectFrom('background_jobs')
        .select('id')
        .where('state', 'in', ['waiting', 'delayed', 'retrying'])
        .where(
          'queued_at',
          '<',
          sql<Date>`clock_timestamp() - make_interval(secs => ${silentMs / 1000}::float8)`,
        )
        .orderBy('run_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'kind', 'queue', 'delivery', 'run_at'])
    .execute()
}

/** Forgets that the queue was told of anything: after it was emptied. */
export async function forgetQueued(tx: SystemTx): Promise<number> {
  const result = await tx
    .updateTable('background_jobs')
    .set({ queued_at: null })
    .where('state', 'in', ['waiting', 'delayed', 'retrying'])
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Hands back jobs whose worker fell silent; one whose row is locked is being written by its worker, which is alive. */
export async function releaseExpired(tx: SystemTx): Promise<{ id: string; kind: string }[]> {
  return tx
    .updateTable('background_jobs')
    .set((one) => ({
      state: 'waiting',
      crashes: one('crashes', '+', 1),
      lease_until: null,
      queued_at: null,
      delivery: one('delivery', '+', 1),
    }))
    .where('id', 'in', (one) =>
      one
        .selectFrom('background_jobs')
        .select('id')
        .where('state', '=', 'active')
        .where('lease_until', '<', sql<Date>`clock_timestamp()`)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'kind'])
    .execute()
}

/** Claims a job for one execution. @returns undefined when it has ended, was cancelled, or another worker holds it. */
export async function claimJob(tx: SystemTx, id: string, leaseMs: number) {
  return tx
    .updateTable('background_jobs')
    .set((one) => ({
      state: 'active',
      lease: one('lease', '+', 1),
      lease_until: sql<Date>`clock_timestamp() + make_interval(secs => ${leaseMs / 1000}::float8)`,
      // Taken over while still held: the worker before died at it.
      crashes: sql<number>`crashes + (state = 'active')::int`,
      started_at: sql<Date>`coalesce(started_at, clock_timestamp())`,
      stage: null,
      progress_percent: 0,
    }))
    .where('id', '=', id)
    .where((one) =>
      one.or([
        one('state', 'in', ['waiting', 'delayed', 'retrying']),
        one.and([one('state', '=', 'active'), one('lease_until', '<', sql<Date>`clock_timestamp()`)]),
      ]),
    )
    .returning([
      'id',
      'kind',
      'payload',
      'user_id',
      'subject_id',
      'attempts',
      'max_attempts',
      'lease',
      'crashes',
      'created_at',
    ])
    .executeTakeFirst()
}

export type Held = { readonly id: string; readonly lease: number }

/** Keeps a job held. @returns false when this execution no longer holds it. */
export async function renewLease(tx: SystemTx, held: Held, leaseMs: number): Promise<boolean> {
  const result = await tx
    .updateTable('background_jobs')
    .set({ lease_until: sql<Date>`clock_timestamp() + make_interval(secs => ${leaseMs / 1000}::float8)` })
    .where('id', '=', held.id)
    .where('lease', '=', held.lease)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Locks the row for the rest of the transaction while this execution holds it: the fence of every write. */
export async function lockHeld(tx: Tx, held: Held): Promise<boolean> {
  const row = await tx
    .selectFrom('background_jobs')
    .select('id')
    .where('id', '=', held.id)
    .where('lease', '=', held.lease)
    .where('state', '=', 'active')
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** Writes where a job stands. */
export async function writeProgress(tx: SystemTx, held: Held, stage: string, percent: number): Promise<void> {
  await tx
    .updateTable('background_jobs')
    .set({ stage, progress_percent: percent })
    .where('id', '=', held.id)
    .where('lease', '=', held.lease)
    .where('state', '=', 'active')
    .execute()
}

type Ending =
  | { readonly state: 'completed' }
  | { readonly state: 'failed'; readonly attempts: number; readonly code: string; readonly message: string }
  | {
      readonly state: 'retrying'
      readonly attempts: number
      readonly code: string
      readonly message: string
      readonly waitMs: number
    }
  | { readonly state: 'waiting' }

/** Ends one execution. @returns false when it no longer held the job, and nothing was written. */
export async function endExecution(tx: SystemTx, held: Held, ending: Ending): Promise<boolean> {
  const common = { lease_until: null, state: ending.state }
  const finished = { ...common, finished_at: sql<Date>`clock_timestamp()` }
  const again = { ...common, queued_at: null, delivery: sql<number>`delivery + 1` }
  const failure =
    'code' in ending
      ? { attempts: ending.attempts, error_code: ending.code, error_message: ending.message }
      : {}
  const values =
    ending.state === 'completed'
      ? { ...finished, progress_percent: 100, error_code: null, error_message: null }
      : ending.state === 'failed'
        ? { ...finished, ...failure }
        : ending.state === 'retrying'
          ? {
              ...again,
              ...failure,
              run_at: sql<Date>`clock_timestamp() + make_interval(secs => ${ending.waitMs / 1000}::float8)`,
            }
          : again
  const result = await tx
    .updateTable('background_jobs')
    .set(values)
    .where('id', '=', held.id)
    .where('lease', '=', held.lease)
    .where('state', '=', 'active')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
