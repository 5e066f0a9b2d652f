import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'

export type QueuedRow = {
  id: string
  kind: string
  queue: string
  delivery: number
  run_at: Date
  fair_turn: number
}

/** A job of low priority stands so many rounds behind where it would stand otherwise. */
const roundsBehind = 1_000

/**
 * Takes rows that the queue has not been told of, gives each its place in line and marks them told. The reconciler mends
 * a crash right after.
 *
 * Places are rounds: in each of them every person has one turn, so a thousand jobs of one person stand in a thousand
 * rounds, and the one job of another in the next to come. A newcomer begins at the round that runs now, which is why
 * nobody's later rounds are pushed back for ever. Source: start-time fair queueing (Goyal, Vin, Cheng, SIGCOMM 1996),
 * with every job of the same weight.
 */
export async function takeUnqueued(tx: SystemTx, limit: number): Promise<QueuedRow[]> {
  const { rows } = await sql<QueuedRow>`
    with fresh as materialized (
      select b.id, b.queue, b.priority, b.created_at,
             coalesce(b.user_id, '00000000-0000-0000-0000-000000000000'::uuid) as person
        from background_jobs b
       where b.queued_at is null and b.paused_at is null and b.state in ('waiting', 'delayed', 'retrying')
         and not exists (select from job_queues q where q.name = b.queue and q.paused_at is not null)
       order by b.created_at limit ${limit}
         for update of b skip locked
    ), floors as materialized (
      select f.queue, coalesce(
        (select min(r.fair_turn) from background_jobs r where r.queue = f.queue and r.state = 'active'),
        (select min(w.fair_turn) from background_jobs w
          where w.queue = f.queue and w.queued_at is not null and w.state in ('waiting', 'delayed', 'retrying')),
        0) as round
        from (select distinct queue from fresh) f
    ), lasts as materialized (
      select p.*, coalesce((
        select max(w.fair_turn) from background_jobs w
         where w.queue = p.queue and coalesce(w.user_id, '00000000-0000-0000-0000-000000000000'::uuid) = p.person
           and w.queued_at is not null and w.state in ('waiting', 'delayed', 'retrying')
           and w.priority = p.priority), 0) as round
        from (select distinct queue, person, priority from fresh) p
    ), placed as materialized (
      select f.id, case when f.priority > 0 then n.round else
        greatest(n.round + case when f.priority < 0 then ${roundsBehind}::bigint else 0 end, l.round)
          + row_number() over (partition by f.queue, f.person, f.priority order by f.created_at, f.id) end as turn
        from fresh f
        join floors n on n.queue = f.queue
        join lasts l on l.queue = f.queue and l.person = f.person and l.priority = f.priority
    )
    update background_jobs j set queued_at = clock_timestamp(), fair_turn = p.turn
      from placed p where j.id = p.id
    returning j.id, j.kind, j.queue, j.delivery, j.run_at, j.fair_turn`.execute(tx)
  return rows
}

/**
 * Rows that were due long ago, were told to the queue and not taken, those of which it was longest ago first: looked at,
 * and marked so that the next look sees others.
 */
export async function takeOverdue(tx: SystemTx, silentMs: number, limit: number): Promise<QueuedRow[]> {
  const { rows } = await sql<QueuedRow>`
    with silent as (
      select id from background_jobs
       where state in ('waiting', 'delayed', 'retrying') and run_at < clock_timestamp()
         and queued_at < clock_timestamp() - make_interval(secs => ${silentMs / 1000}::float8)
       order by queued_at limit ${limit} for update skip locked
    )
    update background_jobs j set queued_at = clock_timestamp() from silent s where j.id = s.id
    returning j.id, j.kind, j.queue, j.delivery, j.run_at, coalesce(j.fair_turn, 1) as fair_turn`.execute(tx)
  return rows
}

/** Forgets that the queue was told of anything: after it was emptied. */
export async function forgetQueued(tx: SystemTx): Promise<number> {
  const result = await tx
    .updateTable('background_jobs')
    .set({ queued_at: null })
    .where('state', 'in', ['waiting', 'delayed', 'retrying'])
    .where('queued_at', 'is not', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Hands back jobs whose worker fell silent; one whose row is locked is being written by its worker, which is alive. */
export async function releaseExpired(tx: SystemTx): Promise<{ id: string; user_id: string | null }[]> {
  const { rows } = await sql<{ id: string; user_id: string | null }>`
    with silent as (
      select id, lease, user_id, kind, lane, variant, input_size, worker, claimed_at, started_at from background_jobs
       where state = 'active' and lease_until < clock_timestamp()
         for update skip locked
    ), noted as (
      insert into job_attempts (job_id, execution, user_id, kind, lane, variant, input_size, worker, started_at, outcome)
      select id, lease, user_id, kind, lane, variant, input_size, worker,
             coalesce(claimed_at, started_at, clock_timestamp()), 'worker_died' from silent
          on conflict do nothing
    )
    update background_jobs j
       set state = 'waiting', crashes = j.crashes + 1, lease_until = null, queued_at = null, delivery = j.delivery + 1
      from silent s where j.id = s.id
    returning j.id, j.user_id`.execute(tx)
  return rows
}
