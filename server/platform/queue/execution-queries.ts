import { sql } from 'kysely'
import type { SystemTx, Tx } from '#platform/database/transactions.ts'

/** One delivery of a job by the queue; an old one, told before the job was told anew, comes to nothing. */
export type Delivery = { readonly id: string; readonly delivery: number }

export type Claimed = {
  id: string
  kind: string
  payload: unknown
  user_id: string | null
  internal: boolean
  attempts: number
  max_attempts: number
  lease: number
  /** Unlike every other claim's, also of one that a crash of the database took back. */
  claim: string
  crashes: number
  held_back_since: Date | null
  /** How long it was due before it was claimed. */
  waited_ms: number
  /** The trace of what asked for it. */
  traceparent: string | null
}

const waitedMs = sql<number>`extract(epoch from clock_timestamp() - greatest(j.run_at, j.created_at))::float8 * 1000`

type Claiming = { readonly leaseMs: number; readonly worker: string }

/**
 * Claims those of the jobs that wait, are told under this delivery and are held back by nothing: nearly all there are.
 * The others are a matter for {@link claimJobs}, which knows why. States are named by what they are not, and rows by an
 * array of ids: so the one plan that is kept goes by the primary key, and not through the index of all that waits.
 */
export async function claimWaiting(
  tx: SystemTx,
  asked: readonly Delivery[],
  { leaseMs, worker }: Claiming,
): Promise<Claimed[]> {
  const ids = asked.map(({ id }) => id)
  const { rows } = await sql<Claimed>`
    update background_jobs j
       set state = 'active', lease = j.lease + 1,
           lease_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1000}::float8),
           started_at = coalesce(j.started_at, clock_timestamp()), claimed_at = clock_timestamp(),
           worker = ${worker}, claim = gen_random_uuid(), stage = null, progress_percent = 0
     where j.id = any (array(
       select f.id from background_jobs f
        where f.id = any (${ids}::uuid[]) and f.state not in ('active', 'completed', 'failed', 'cancelled')
          and f.paused_at is null
          and exists (select from unnest(${ids}::uuid[], ${asked.map(({ delivery }) => delivery)}::int[])
                        as a (id, delivery) where a.id = f.id and a.delivery = f.delivery)
          and not exists (select from job_queues q where q.name = f.queue and q.paused_at is not null)
          and not exists (select from job_lanes l where l.lane = f.lane and l.paused_until > clock_timestamp())
        order by f.id for update of f skip locked))
    returning j.id, j.kind, j.payload, j.user_id, j.internal, j.attempts, j.max_attempts, j.lease, j.claim, j.crashes,
              j.held_back_since, ${waitedMs} as waited_ms, j.traceparent`.execute(tx)
  return rows
}

/** Ends executions that did their work. @returns the ids of those that were still held */
export async function completeExecutions(tx: SystemTx, held: readonly Held[]): Promise<string[]> {
  const ids = held.map(({ id }) => id)
  const { rows } = await sql<{ id: string }>`
    with done as (
      update background_jobs j
         set state = 'completed', lease_until = null, finished_at = clock_timestamp(), progress_percent = 100,
             error_code = null, error_message = null, held_back_since = null
       where j.id = any (array(
         select h.id from background_jobs h
          where h.id = any (${ids}::uuid[]) and h.state = 'active'
            and exists (select from unnest(${ids}::uuid[], ${held.map(({ lease }) => lease)}::int[],
                                           ${held.map(({ claim }) => claim)}::uuid[]) as a (id, lease, claim)
                         where a.id = h.id and a.lease = h.lease and a.claim = h.claim)
          order by h.id for update of h))
      returning j.id, j.lease, j.user_id, j.kind, j.lane, j.variant, j.input_size, j.worker, j.claimed_at
    ), noted as (
      insert into job_attempts (job_id, execution, user_id, kind, lane, variant, input_size, worker, started_at, outcome)
      select id, lease, user_id, kind, lane, variant, input_size, worker, coalesce(claimed_at, clock_timestamp()),
             'completed' from done
          on conflict do nothing
    )
    select id from done`.execute(tx)
  return rows.map(({ id }) => id)
}

type ClaimRow = { asked: string; busy: boolean } & (Claimed | { [K in keyof Claimed]: null })

/**
 * Claims jobs, each for one execution. One that has ended, was cancelled or is held gives no row; one whose row is locked
 * at this moment is `busy`. Paused jobs and those of a paused queue or lane are put back, to be told to the queue when they
 * may run.
 */
export async function claimJobs(
  tx: SystemTx,
  asked: readonly Delivery[],
  { leaseMs, worker }: Claiming,
): Promise<ClaimRow[]> {
  const { rows } = await sql<ClaimRow>`
    with asked as materialized (
      select * from unnest(${asked.map(({ id }) => id)}::uuid[], ${asked.map(({ delivery }) => delivery)}::int[])
        as a (id, delivery)
    ), free as materialized (
      select j.id, j.state, q.paused_at is not null or j.paused_at is not null as stands, l.paused_until
        from asked a
        join background_jobs j on j.id = a.id and j.delivery = a.delivery
        left join job_queues q on q.name = j.queue
        left join job_lanes l on l.lane = j.lane and l.paused_until > clock_timestamp()
       where j.state in ('waiting', 'delayed', 'retrying')
          or (j.state = 'active' and j.lease_until < clock_timestamp())
       order by j.id for update of j skip locked
    ), put_back as (
      update background_jobs j
         set queued_at = null, lease_until = null, delivery = j.delivery + 1,
             state = case when f.stands and j.state <> 'active' then j.state
                          when f.stands then 'waiting' else 'delayed' end,
             -- All at once would meet the limit again: they come spread over as long as they waited, 30 s at most.
             run_at = case when f.stands then j.run_at else f.paused_until + random() *
               least(f.paused_until - clock_timestamp(), interval '30 seconds') end,
             held_back_since = case when f.stands then j.held_back_since
               else coalesce(j.held_back_since, clock_timestamp()) end
        from free f where j.id = f.id and (f.stands or f.paused_until is not null)
      returning j.id
    ), died as (
      insert into job_attempts (job_id, execution, user_id, kind, lane, variant, input_size, worker, started_at, outcome)
      select j.id, j.lease, j.user_id, j.kind, j.lane, j.variant, j.input_size, j.worker,
             coalesce(j.claimed_at, clock_timestamp()), 'worker_died'
        from free f join background_jobs j on j.id = f.id where f.state = 'active'
          on conflict do nothing
    ), claimed as (
      update background_jobs j
         set state = 'active', lease = j.lease + 1,
             lease_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1000}::float8),
             -- Taken over while still held: the worker before died at it.
             crashes = j.crashes + (f.state = 'active')::int,
             started_at = coalesce(j.started_at, clock_timestamp()), claimed_at = clock_timestamp(),
             worker = ${worker}, claim = gen_random_uuid(), stage = null, progress_percent = 0
        from free f where j.id = f.id and not f.stands and f.paused_until is null
      returning j.id, j.kind, j.payload, j.user_id, j.internal, j.attempts, j.max_attempts, j.lease, j.claim,
                j.crashes, j.held_back_since, ${waitedMs} as waited_ms, j.traceparent
    )
    select a.id as asked, c.*, c.id is null and p.id is null and exists (
             select from background_jobs j where j.id = a.id and j.delivery = a.delivery
                and (j.state in ('waiting', 'delayed', 'retrying')
                     or (j.state = 'active' and j.lease_until < clock_timestamp()))) as busy
      from asked a left join claimed c on c.id = a.id left join put_back p on p.id = a.id`.execute(tx)
  return rows
}

export type Held = Readonly<Pick<Claimed, 'id' | 'lease' | 'claim'>>

/**
 * Keeps jobs held. A row that a long transaction of its own job has locked is left as it is: nobody else can take it.
 * @returns those that are still held
 */
export async function renewLeases(tx: SystemTx, held: readonly Held[], leaseMs: number): Promise<Held[]> {
  const { rows } = await sql<Held>`
    with asked as materialized (
      select * from unnest(${held.map(({ id }) => id)}::uuid[], ${held.map(({ lease }) => lease)}::int[],
                           ${held.map(({ claim }) => claim)}::uuid[]) as a (id, lease, claim)
    ), ours as materialized (
      select j.id from asked a join background_jobs j on j.id = a.id and j.lease = a.lease and j.claim = a.claim
       where j.state = 'active' order by j.id for update of j skip locked
    ), renewed as (
      update background_jobs j set lease_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1000}::float8)
        from ours o where j.id = o.id
    )
    select j.id, j.lease, j.claim from asked a join background_jobs j on j.id = a.id and j.lease = a.lease and j.claim = a.claim
     where j.state = 'active'`.execute(tx)
  return rows
}

/** Locks the row for the rest of the transaction while this execution holds it: the fence of every write. */
export async function lockHeld(tx: Tx, held: Held): Promise<boolean> {
  const row = await tx
    .selectFrom('background_jobs')
    .select('id')
    .where('id', '=', held.id)
    .where('lease', '=', held.lease)
    .where('claim', '=', held.claim)
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
    .where('claim', '=', held.claim)
    .where('state', '=', 'active')
    .execute()
}

export type Ending =
  | { readonly state: 'completed' }
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly attempts: number; readonly code: string; readonly message: string }
  | {
      readonly state: 'retrying'
      readonly attempts: number
      readonly code: string
      readonly message: string
      readonly waitMs: number
      /** It only waits, and its time of waiting goes on. */
      readonly heldBack: boolean
      /** Everybody else in its lane waits so long. */
      readonly laneWaitMs: number | null
    }

/**
 * Ends executions: the job's next state, what became of the attempt, the pause of a lane, and the news of a job that
 * ended without its work, all in one statement. @returns the ids of those that were still held
 */
export async function endExecutions(
  tx: SystemTx,
  endings: readonly (Held & Ending)[],
  endedEvent: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with asked as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(endings)}::jsonb) as a (
        id uuid, lease int, claim uuid, state text, attempts int, code text, message text, "waitMs" float8, "heldBack" boolean,
        "laneWaitMs" float8)
    ), held as materialized (
      select a.*, a.state in ('waiting', 'retrying') as again,
             j.user_id, j.kind, j.lane, j.variant, j.input_size, j.worker, j.claimed_at
        from asked a join background_jobs j on j.id = a.id and j.lease = a.lease and j.claim = a.claim
       where j.state = 'active' order by j.id for update of j
    ), noted as (
      insert into job_attempts (job_id, execution, user_id, kind, lane, variant, input_size, worker, started_at, outcome,
        error_code, error_message)
      select id, lease, user_id, kind, lane, variant, input_size, worker, coalesce(claimed_at, clock_timestamp()),
             case state when 'waiting' then 'handed_back' else state end, code, message from held
          on conflict do nothing
    ), paused as (
      insert into job_lanes (lane, paused_until, error_code)
      select lane, max(clock_timestamp() + make_interval(secs => "laneWaitMs" / 1000)), min(code)
        from held where "laneWaitMs" is not null and lane is not null group by lane
          on conflict (lane) do update
         set paused_until = greatest(job_lanes.paused_until, excluded.paused_until), error_code = excluded.error_code
    ), told as (
      insert into outbox (event, payload, user_id)
      select ${endedEvent}, jsonb_build_object('jobId', id, 'kind', kind, 'state', state), user_id
        from held where state = 'failed'
    )
    update background_jobs j
       set state = h.state, lease_until = null,
           finished_at = case when h.again then null else clock_timestamp() end,
           progress_percent = case when h.state = 'completed' then 100 else j.progress_percent end,
           attempts = coalesce(h.attempts, j.attempts),
           error_code = case h.state when 'completed' then null when 'waiting' then j.error_code else h.code end,
           error_message = case h.state when 'completed' then null when 'waiting' then j.error_message else h.message end,
           queued_at = case when h.again then null else j.queued_at end,
           delivery = j.delivery + h.again::int,
           run_at = case when h.state = 'retrying'
             then clock_timestamp() + make_interval(secs => h."waitMs" / 1000) else j.run_at end,
           held_back_since = case when h."heldBack" then coalesce(j.held_back_since, clock_timestamp())
             when h.state = 'waiting' then j.held_back_since end
      from held h where j.id = h.id
    returning j.id`.execute(tx)
  return rows.map(({ id }) => id)
}
