import { sql } from 'kysely'
import type { JobId, UserId } from '#contract/ids.ts'
import { type SystemTx, type Tx, userOf } from '#platform/database/transactions.ts'
import type { JobState } from '../contract.ts'

export const unfinished: readonly JobState[] = ['waiting', 'delayed', 'active', 'retrying']

const columns = [
  'id',
  'kind',
  'queue',
  'state',
  'priority',
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
  'paused_at',
] as const

function selectJobs(tx: Tx) {
  // Row-level security answers null for a title the person may not see; the house itself sees all, and shows none.
  const showsTitles = userOf(tx) !== undefined
  return (
    tx
      .selectFrom('background_jobs')
      .select(columns)
      // As text: a JavaScript date would lose the microseconds that tell neighbours apart.
      .select(sql<string>`created_at::text`.as('position'))
      .select(
        sql<string | null>`case when ${showsTitles}::boolean and subject_kind = 'paper'
          then (select title from papers where papers.id = background_jobs.subject_id) end`.as(
          'subject_title',
        ),
      )
  )
}

export type JobRow = Awaited<ReturnType<typeof findJobRow>> & {}

export type JobFilter = {
  readonly state?: JobState | 'unfinished' | undefined
  readonly kind?: string | undefined
  readonly errorCode?: string | undefined
  /** Of the house itself only: whose. A person's own transaction sees their own. */
  readonly userId?: UserId | undefined
}

/** The condition that a row is one of those; in a person's transaction one of theirs. */
export function isAmong(tx: Tx, { state, kind, errorCode, userId }: JobFilter) {
  const whose = userOf(tx) ?? userId
  const states = state === 'unfinished' ? unfinished : state === undefined ? undefined : [state]
  // Housekeeping is nobody's business until it fails; then it is that of whoever looks after the house.
  return sql<boolean>`(not internal or (${userOf(tx) === undefined}::boolean and state = 'failed'))
    and (${whose ?? null}::uuid is null or user_id = ${whose ?? null}::uuid)
    and (${states ?? null}::text[] is null or state = any (${states ?? null}::text[]))
    and (${kind ?? null}::text is null or kind = ${kind ?? null}::text)
    and (${errorCode ?? null}::text is null or error_code = ${errorCode ?? null}::text)`
}

type Page = { readonly after: { createdAt: string; id: string } | undefined; readonly limit: number }

/** Jobs, newest first. */
export async function listJobRows(tx: Tx, filter: JobFilter, { after, limit }: Page) {
  let query = selectJobs(tx).where(isAmong(tx, filter))
  if (after)
    query = query.where(sql<boolean>`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`)
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** How many jobs there are of each state, kind and error class; whatever state is asked for. */
export async function countJobs(tx: Tx, filter: JobFilter) {
  return tx
    .selectFrom('background_jobs')
    .select(['state', 'kind', 'error_code', sql<number>`count(*)::int`.as('count')])
    .where(isAmong(tx, { userId: filter.userId }))
    .groupBy(['state', 'kind', 'error_code'])
    .execute()
}

export async function findJobRow(tx: Tx, id: JobId) {
  return selectJobs(tx).where('id', '=', id).executeTakeFirst()
}

/** Every execution of a job that ended, the first one first. */
export async function listAttempts(tx: Tx, id: JobId) {
  return tx
    .selectFrom('job_attempts')
    .select(['execution', 'outcome', 'started_at', 'finished_at', 'error_code', 'error_message', 'worker'])
    .where('job_id', '=', id)
    .orderBy('execution')
    .execute()
}

/** The job that asked for this one. */
export async function findParent(tx: Tx, id: JobId) {
  return tx
    .selectFrom('background_jobs as child')
    .innerJoin('background_jobs as parent', 'parent.id', 'child.parent_id')
    .select(['parent.id', 'parent.kind', 'parent.state'])
    .where('child.id', '=', id)
    .executeTakeFirst()
}

/** The first of those this one asked for. */
export async function listChildren(tx: Tx, id: JobId) {
  return tx
    .selectFrom('background_jobs')
    .select(['id', 'kind', 'state'])
    .where('parent_id', '=', id)
    .orderBy('id')
    .limit(200)
    .execute()
}

/** Jobs that run by a lease which ended a minute ago: their worker died, and nobody took them over yet. */
export async function countStalled(tx: SystemTx): Promise<number> {
  const { count } = await tx
    .selectFrom('background_jobs')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('state', '=', 'active')
    .where('lease_until', '<', sql<Date>`clock_timestamp() - interval '1 minute'`)
    .executeTakeFirstOrThrow()
  return count
}

/** How many due jobs wait, and for how long the oldest has; those of a paused queue wait rightly. */
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
    .where('paused_at', 'is', null)
    .where(
      sql<boolean>`not exists (select from job_queues q where q.name = queue and q.paused_at is not null)`,
    )
    .executeTakeFirstOrThrow()
}
