import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { SystemTx } from '#platform/database/transactions.ts'

/** What waits and runs in each queue that has any unfinished job. */
export async function countQueues(tx: SystemTx) {
  return tx
    .selectFrom('background_jobs')
    .select([
      'queue',
      sql<number>`(count(*) filter (where state = 'active'))::int`.as('active'),
      sql<number>`(count(*) filter (where state <> 'active' and run_at <= clock_timestamp()))::int`.as(
        'waiting',
      ),
      sql<number>`(count(*) filter (where state <> 'active' and run_at > clock_timestamp()))::int`.as(
        'delayed',
      ),
      sql<number>`coalesce(extract(epoch from clock_timestamp() -
        min(run_at) filter (where state <> 'active' and run_at <= clock_timestamp())) * 1000, 0)::bigint`.as(
        'oldest_ms',
      ),
    ])
    .where('state', 'in', ['waiting', 'delayed', 'active', 'retrying'])
    .groupBy('queue')
    .execute()
}

/** The newest jobs are searched; older ones are found by the filters of their page. */
const searched = 20_000

/** Everybody's newest jobs by their id, or by a part of their kind or error class. */
export async function findJobRowsLike(tx: SystemTx, part: string, most: number) {
  const like = `%${part.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const newest = tx
    .selectFrom('background_jobs')
    .select(['id', 'kind', 'state', 'error_code', 'created_at'])
    .where(sql<boolean>`(not internal or state = 'failed')`)
    .orderBy('created_at', 'desc')
    .limit(searched)
  return tx
    .selectFrom(newest.as('newest'))
    .selectAll()
    .where((one) =>
      one.or([
        one('kind', 'ilike', like),
        one('error_code', 'ilike', like),
        sql<boolean>`id::text = ${part.toLowerCase()}`,
      ]),
    )
    .orderBy('created_at', 'desc')
    .limit(most)
    .execute()
}

/** How many jobs of each queue ended since then, and how many of them failed. */
export async function countEnded(tx: SystemTx, since: Date) {
  return tx
    .selectFrom('background_jobs')
    .select([
      'queue',
      sql<number>`count(*)::int`.as('ended'),
      sql<number>`(count(*) filter (where state = 'failed'))::int`.as('failed'),
    ])
    .where('finished_at', '>', since)
    .groupBy('queue')
    .execute()
}

/** Failed jobs by kind and error class, those that failed last first, with what the last of them said. */
export async function listFailedClassRows(tx: SystemTx, most: number) {
  return tx
    .selectFrom('background_jobs')
    .select((one) => [
      'kind',
      sql<string>`error_code`.as('error_code'),
      sql<number>`count(*)::int`.as('count'),
      one.fn.max('finished_at').as('last_at'),
      sql<string | null>`(array_agg(error_message order by finished_at desc))[1]`.as('last_message'),
    ])
    .where('state', '=', 'failed')
    .where('error_code', 'is not', null)
    .groupBy(['kind', 'error_code'])
    .orderBy('last_at', 'desc')
    .limit(most)
    .execute()
}

export async function listQueueRows(tx: SystemTx) {
  return tx
    .selectFrom('job_queues')
    .select(['name', 'paused_at', 'most_running', 'most_per_minute'])
    .execute()
}

type QueueChange = {
  readonly paused: boolean | undefined
  readonly pausedBy: UserId
  /** Undefined leaves it, null takes it away. */
  readonly mostRunning: number | null | undefined
  readonly mostPerMinute: number | null | undefined
}

export async function putQueue(tx: SystemTx, name: string, change: QueueChange): Promise<void> {
  const { paused, pausedBy, mostRunning, mostPerMinute } = change
  const values = {
    ...(paused === undefined
      ? {}
      : paused
        ? { paused_at: sql<Date>`coalesce(job_queues.paused_at, clock_timestamp())`, paused_by: pausedBy }
        : { paused_at: null, paused_by: null }),
    ...(mostRunning === undefined ? {} : { most_running: mostRunning }),
    ...(mostPerMinute === undefined ? {} : { most_per_minute: mostPerMinute }),
  }
  await tx
    .insertInto('job_queues')
    .values({ name })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (Object.keys(values).length > 0)
    await tx.updateTable('job_queues').set(values).where('name', '=', name).execute()
}

/** Wakes the relay, which has left a paused queue alone. */
export async function ringRelay(tx: SystemTx): Promise<void> {
  await sql`select pg_notify('seogo_outbox', '')`.execute(tx)
}

/** Providers that are left alone for a while, and how many jobs wait for each. */
export async function listPausedLanes(tx: SystemTx) {
  return tx
    .selectFrom('job_lanes')
    .select([
      'lane',
      'paused_until',
      'error_code',
      sql<number>`(select count(*)::int from background_jobs j where j.lane = job_lanes.lane
        and j.state in ('waiting', 'delayed', 'retrying'))`.as('waiting'),
    ])
    .where('paused_until', '>', sql<Date>`clock_timestamp()`)
    .orderBy('lane')
    .execute()
}

/** Schedules of the version that runs, the next to run first. @param since described no longer ago than this */
export async function listScheduleRows(tx: SystemTx, since: Date, name?: string) {
  let query = tx
    .selectFrom('schedules')
    .leftJoin('background_jobs as last', 'last.id', 'schedules.last_job_id')
    .select([
      'schedules.name',
      'job_kind',
      'cron',
      'time_zone',
      'every_ms',
      'next_run_at',
      'last_run_at',
      'last.state as last_state',
    ])
    .where('job_kind', 'is not', null)
    .where('described_at', '>', since)
  if (name !== undefined) query = query.where('schedules.name', '=', name)
  return query.orderBy('next_run_at').orderBy('schedules.name').execute()
}

/** Makes a schedule due. */
export async function putDue(tx: SystemTx, name: string, now: Date): Promise<void> {
  await tx.updateTable('schedules').set({ next_run_at: now }).where('name', '=', name).execute()
}

export async function listRefusedRows(tx: SystemTx) {
  return tx
    .selectFrom('refused_events')
    .select(['id', 'event', 'reaction', 'reason', 'happened_at'])
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
}

export async function countRefused(tx: SystemTx): Promise<number> {
  const { count } = await tx
    .selectFrom('refused_events')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export async function takeRefused(tx: SystemTx, id: number) {
  return tx
    .deleteFrom('refused_events')
    .where('id', '=', id)
    .returning(['id', 'event', 'payload', 'user_id'])
    .executeTakeFirst()
}

/** Puts an event that was set aside back among those to be told. */
export async function tellAgain(
  tx: SystemTx,
  { event, payload, user_id }: { event: string; payload: unknown; user_id: string | null },
): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({ event, payload: JSON.stringify(payload), user_id })
    .execute()
}

type Sweep = { readonly keptSince: Date; readonly housekeepingSince: Date; readonly limit: number }

/** Removes ended jobs that are older than they are kept, with their attempts. @returns how many */
export async function sweepJobs(
  tx: SystemTx,
  { keptSince, housekeepingSince, limit }: Sweep,
): Promise<number> {
  const result = await sql`
    delete from background_jobs where id in (
      select id from background_jobs
       where finished_at < ${housekeepingSince} and state in ('completed', 'failed', 'cancelled')
         and (finished_at < ${keptSince} or (internal and state <> 'failed'))
       order by finished_at limit ${limit} for update skip locked)`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}
