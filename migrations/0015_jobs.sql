-- Jobs: their place in line, their attempts, what holds them back, schedules by cron, events that were set aside.

set role seogo_owner;

alter table background_jobs
  add column priority smallint not null default 0 check (priority between -1 and 1),
  -- Place in line among the jobs of its queue: rounds in which every person has one turn (server/platform/queue/line-queries.ts).
  add column fair_turn bigint,
  -- The job in whose work this one was asked for.
  add column parent_id uuid references background_jobs (id) on delete set null,
  -- Who does the work outside of the house (a provider): paused as a whole when it asks to wait.
  add column lane text,
  -- What else decides how long it takes: the model, say.
  add column variant text,
  -- Size of what goes in (bytes, pages, characters): the same measure for all jobs of a kind.
  add column input_size bigint check (input_size >= 0),
  -- Since when it waits without using an attempt: for a provider's limit.
  add column held_back_since timestamptz,
  -- Of the execution that holds it: which process, since when.
  add column worker text,
  add column claimed_at timestamptz;

create index background_jobs_parent on background_jobs (parent_id) where parent_id is not null;
-- The last turn of each person among those in line, and the turns that run now.
create index background_jobs_line
  on background_jobs (queue, (coalesce(user_id, '00000000-0000-0000-0000-000000000000'::uuid)), fair_turn)
  where queued_at is not null and state in ('waiting', 'delayed', 'retrying');
create index background_jobs_running on background_jobs (queue, fair_turn) where state = 'active';
-- What the sweep removes.
create index background_jobs_ended on background_jobs (finished_at) where finished_at is not null;
-- All jobs, newest first, for those who look after the house.
create index background_jobs_newest on background_jobs (created_at desc, id desc);

-- ── Attempts: what each execution came to ─────────────────────────────────────────────────────
create table job_attempts (
  job_id uuid not null references background_jobs (id) on delete cascade,
  -- The lease number of the execution.
  execution int not null,
  user_id uuid,
  kind text not null,
  lane text,
  variant text,
  input_size bigint,
  worker text,
  started_at timestamptz not null,
  finished_at timestamptz not null default clock_timestamp(),
  outcome text not null
    check (outcome in ('completed', 'failed', 'retrying', 'handed_back', 'cancelled', 'worker_died')),
  error_code text,
  error_message text,
  primary key (job_id, execution)
);
-- The recent durations of a kind, for forecasts.
create index job_attempts_durations on job_attempts (kind, finished_at desc) where outcome = 'completed';
alter table job_attempts enable row level security;
create policy own_select on job_attempts for select to seogo_app using (user_id = app.user_id());
create policy system_all on job_attempts to seogo_system using (true) with check (true);
grant select on job_attempts to seogo_app;
grant select, insert, update, delete on job_attempts to seogo_system;

-- Whoever cancels a running job may not write attempts; that this one was cut off is noted all the same.
create function app.note_cancelled_attempt() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.job_attempts (job_id, execution, user_id, kind, lane, variant, input_size, worker, started_at, outcome)
  values (old.id, old.lease, old.user_id, old.kind, old.lane, old.variant, old.input_size, old.worker,
    coalesce(old.claimed_at, clock_timestamp()), 'cancelled')
      on conflict do nothing;
  return null;
end $$;
revoke all on function app.note_cancelled_attempt() from public;
create trigger background_jobs_cancelled after update on background_jobs
  for each row when (old.state = 'active' and new.state = 'cancelled') execute function app.note_cancelled_attempt();

-- ── What holds jobs back ──────────────────────────────────────────────────────────────────────
-- A row exists once somebody changed a queue; without one it runs freely.
create table job_queues (
  name text primary key,
  paused_at timestamptz,
  paused_by uuid,
  -- Over all workers together; null: as many as the workers take.
  most_running int check (most_running > 0),
  most_per_minute int check (most_per_minute > 0)
);
alter table job_queues enable row level security;
create policy system_all on job_queues to seogo_system using (true) with check (true);
grant select, insert, update, delete on job_queues to seogo_system;

create table job_lanes (
  lane text primary key,
  paused_until timestamptz not null,
  error_code text not null
);
alter table job_lanes enable row level security;
create policy system_all on job_lanes to seogo_system using (true) with check (true);
grant select, insert, update, delete on job_lanes to seogo_system;

-- ── Schedules say what they are ───────────────────────────────────────────────────────────────
alter table schedules
  add column job_kind text,
  add column cron text,
  add column time_zone text,
  add column every_ms bigint,
  add column last_job_id uuid references background_jobs (id) on delete set null,
  add column described_at timestamptz;
create index schedules_last_job on schedules (last_job_id) where last_job_id is not null;

-- ── Events that a reaction could not take ─────────────────────────────────────────────────────
create table refused_events (
  id bigint generated always as identity primary key,
  event_id bigint not null,
  event text not null,
  reaction text not null,
  payload jsonb not null,
  user_id uuid,
  reason text not null,
  happened_at timestamptz not null,
  refused_at timestamptz not null default clock_timestamp()
);
alter table refused_events enable row level security;
create policy system_all on refused_events to seogo_system using (true) with check (true);
grant select, insert, update, delete on refused_events to seogo_system;

reset role;
