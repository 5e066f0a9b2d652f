import { sql } from 'kysely'
import type { JobId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import type { JobState } from '../contract.ts'

const unfinished: readonly JobState[] = ['waiting', 'delayed', 'active', 'retrying']

const columns = [
  'id',
  'kind',
  'state',
  'stage',
  'progress_percent',
  'attempts',
  'max_attempts',
  'error_code',
  'error_message',
  'subject_kind',
  'subject_id',
  'user_id',
  'created_at',
  'started_at',
  'finished_at',
  'run_at',
] as const

function selectJobs(tx: UserTx) {
  return (
    tx
      .selectFrom('background_jobs')
      .select(columns)
      // As text: a JavaScript date would lose the microseconds that tell neighbours apart.
      .select(sql<string>`created_at::text`.as('position'))
      // The title stands in the papers' table; row-level security answers null for one the person may not see.
      .select(
        sql<string | null>`case when subject_kind = 'paper'
          then (select title from papers where papers.id = background_jobs.subject_id) end`.as(
          'subject_title',
        ),
      )
  )
}

export type JobRow = Awaited<ReturnType<typeof findJobRow>> & {}

export type ListFilter = {
  readonly state: JobState | 'unfinished' | undefined
  readonly after: { createdAt: string; id: string } | undefined
  readonly limit: number
}

/** The asking person's jobs, newest first. */
export async function listJobRows(tx: UserTx, filter: ListFilter) {
  let query = selectJobs(tx).where('user_id', '=', sql<string>`app.user_id()`).where('internal', '=', false)
  if (filter.state === 'unfinished') query = query.where('state', 'in', [...unfinished])
  else if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.after) {
    const { createdAt, id } = filter.after
    query = query.where(sql<boolean>`(created_at, id) < (${createdAt}::timestamptz, ${id}::uuid)`)
  }
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute()
}

/** How many of the asking person's jobs are in each state. */
export async function countJobs(tx: UserTx) {
  return tx
    .selectFrom('background_jobs')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .where('user_id', '=', sql<string>`app.user_id()`)
    .where('internal', '=', false)
    .groupBy('state')
    .execute()
}

export async function findJobRow(tx: UserTx, id: JobId) {
  return selectJobs(tx).where('id', '=', id).executeTakeFirst()
}

/** Ends a job that has not ended. @returns its kind, or undefined when there was nothing to end. */
export async function cancelRow(tx: UserTx, id: JobId) {
  return tx
    .updateTable('background_jobs')
    .set({ state: 'cancelled', finished_at: sql<Date>`clock_timestamp()`, lease_until: null })
    .where('id', '=', id)
    .where('state', 'in', [...unfinished])
    .returning(['id', 'kind'])
    .executeTakeFirst()
}

/** Puts an ended job back to its first attempt. @returns undefined when it has not ended or did its work. */
export async function reviveRow(tx: UserTx, id: JobId) {
  return tx
    .updateTable('background_jobs')
    .set({
      state: 'waiting',
      attempts: 0,
      stage: null,
      progress_percent: 0,
      error_code: null,
      error_message: null,
      finished_at: null,
      queued_at: null,
      run_at: sql<Date>`clock_timestamp()`,
      delivery: sql<number>`delivery + 1`,
      crashes: 0,
    })
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'cancelled'])
    .returning(['id', 'kind'])
    .executeTakeFirst()
}

/** How many due jobs wait, and for how long the oldest has. */
export async function oldestDue(tx: SystemTx) {
  return tx
    .selectFrom('background_jobs')
    .select([
      sql<number>`count(*)::int`.as('waiting'),
      sql<number>`coalesce(extract(epoch from clock_timestamp() - min(run_at)) * 1000, 0)::float8`.as(
        'oldestMs',
      ),
    ])
    .where('state', 'in', ['waiting', 'delayed', 'retrying'])
    .where('run_at', '<=', sql<Date>`clock_timestamp()`)
    .executeTakeFirstOrThrow()
}
