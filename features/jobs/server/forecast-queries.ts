import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'

/** What decides how long a job takes. */
export type Traits = {
  readonly kind: string
  readonly lane: string | null
  readonly variant: string | null
  readonly input_size: number | null
}

export type PastRun = Traits & { readonly duration_ms: number }

/** The newest completed runs of each kind. */
export async function listPastRuns(tx: SystemTx, kinds: readonly string[], each: number): Promise<PastRun[]> {
  const { rows } = await sql<PastRun>`
    select k.kind, r.lane, r.variant, r.input_size, r.duration_ms
      from unnest(${kinds}::text[]) as k (kind)
     cross join lateral (
       select lane, variant, input_size, extract(epoch from finished_at - started_at)::float8 * 1000 as duration_ms
         from job_attempts a where a.kind = k.kind and a.outcome = 'completed'
        order by finished_at desc limit ${each}) as r`.execute(tx)
  return rows
}

export type LineRow = Traits & {
  readonly id: string
  readonly state: 'waiting' | 'delayed' | 'active' | 'retrying'
  /** How long it has run, when it runs. */
  readonly ran_ms: number
  /** How long until it may start: its own due time, or the end of its lane's pause. */
  readonly due_ms: number
  readonly lane_paused: boolean
}

/** What runs in a queue and what stands in its line, in the order in which it will start; of a long line its head. */
export async function listLine(tx: SystemTx, queue: string, most: number): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select j.id, j.state, j.kind, j.lane, j.variant, j.input_size,
           greatest(0, extract(epoch from clock_timestamp() - coalesce(j.claimed_at, clock_timestamp())))::float8 * 1000 as ran_ms,
           greatest(0, extract(epoch from greatest(j.run_at, l.paused_until) - clock_timestamp()))::float8 * 1000 as due_ms,
           l.lane is not null as lane_paused
      from background_jobs j
      left join job_lanes l on l.lane = j.lane and l.paused_until > clock_timestamp()
     where j.queue = ${queue} and j.state in ('waiting', 'delayed', 'active', 'retrying')
       and (j.paused_at is null or j.state = 'active')
     order by j.state = 'active' desc, j.fair_turn nulls last, j.created_at limit ${most}`.execute(tx)
  return rows
}

/** Whether a queue stands still, and how many jobs may run in it at once besides what the workers take. */
export async function findQueueHold(tx: SystemTx, queue: string) {
  const row = await tx
    .selectFrom('job_queues')
    .select(['paused_at', 'most_running'])
    .where('name', '=', queue)
    .executeTakeFirst()
  return { paused: row?.paused_at != null, mostRunning: row?.most_running ?? null }
}

/** Processes that work off jobs and have shown themselves lately. */
export async function countWorkers(tx: SystemTx): Promise<number> {
  const { count } = await tx
    .selectFrom('processes')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('kind', '=', 'worker')
    .where('seen_at', '>', sql<Date>`clock_timestamp() - interval '45 seconds'`)
    .executeTakeFirstOrThrow()
  return count
}
