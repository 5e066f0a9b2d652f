import { type Insertable, sql } from 'kysely'
import type { JobId } from '#contract/ids.ts'
import type { DB } from '#platform/database/tables.types.ts'
import type { Tx } from '#platform/database/transactions.ts'

export type NewJob = Insertable<DB['background_jobs']>

const unfinished = ['waiting', 'delayed', 'active', 'retrying'] as const

/** Inserts a job unless one of its kind and key has not ended; @returns the id of the one that stands. */
export async function insertJob(tx: Tx, row: NewJob): Promise<JobId> {
  const inserted = await tx
    .insertInto('background_jobs')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'key'])
        .where('key', 'is not', null)
        .where('state', 'in', [...unfinished])
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (inserted) return inserted.id as JobId
  const standing = await tx
    .selectFrom('background_jobs')
    .select('id')
    .where('kind', '=', row.kind)
    .where('key', '=', row.key ?? null)
    .where('state', 'in', [...unfinished])
    .executeTakeFirst()
  // It ended between the two statements, or belongs to somebody else: the caller's transaction tries again as a whole.
  if (!standing) throw new Error(`the job ${row.kind} ${row.key} ended while it was asked for again`)
  return standing.id as JobId
}

/** Inserts many jobs without keys in one statement. @returns their ids in the order of the rows */
export async function insertJobs(tx: Tx, rows: readonly NewJob[]): Promise<JobId[]> {
  if (rows.length === 0) return []
  const { rows: inserted } = await sql<{ id: JobId }>`
    insert into background_jobs (kind, queue, payload, user_id, internal, subject_kind, subject_id, max_attempts,
      state, run_at, priority, parent_id, lane, variant, input_size, traceparent)
    select kind, queue, payload, user_id, internal, subject_kind, subject_id, max_attempts,
      state, coalesce(run_at, now()), priority, parent_id, lane, variant, input_size, traceparent
      from jsonb_populate_recordset(null::background_jobs, ${JSON.stringify(rows)}::jsonb)
    returning id`.execute(tx)
  return inserted.map(({ id }) => id)
}
