-- The ground every table stands on: roles are made by the migrator (they are the cluster's), everything else here.

revoke create on schema public from public;
grant usage on schema public to seogo_app, seogo_system, seogo_auth;
grant usage, create on schema public to seogo_owner;

create schema app authorization seogo_owner;
create schema auth authorization seogo_owner;
create schema bullmq authorization seogo_queue;
grant usage on schema app to seogo_app, seogo_system, seogo_auth;
grant usage on schema auth to seogo_app, seogo_system, seogo_auth;

create extension if not exists pg_trgm;

-- PostgreSQL 18 has uuidv7() of its own; before that, the same by hand (RFC 9562, section 5.7).
do $$ begin
  if current_setting('server_version_num')::int < 180000 then
    create function public.uuidv7() returns uuid language sql volatile parallel safe as $body$
      select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
        52, 1), 53, 1), 'hex')::uuid $body$;
  end if;
end $$;

grant select on public.seogo_migrations to seogo_owner;
set role seogo_owner;

-- Who is asking. After a transaction with a local setting the value is '' and not null, hence nullif.
create function app.user_id() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.user_id', true), '')::uuid;

-- The newest migration applied; the table itself belongs to the migrator.
create function app.schema_version() returns int
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select max(number) from public.seogo_migrations);
end $$;
revoke all on function app.schema_version() from public;
grant execute on function app.schema_version() to seogo_system;

create function app.touch() returns trigger
  language plpgsql as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end $$;

-- ── Partitions by time ────────────────────────────────────────────────────────────────────────
-- A parent is registered once with its width and retention; maintenance makes partitions ahead and drops old ones.

create table app.partitioned_tables (
  table_name text primary key,
  width interval not null check (width in (interval '1 day', interval '7 days', interval '1 month')),
  ahead int not null default 3 check (ahead > 0),
  keep interval not null
);
revoke all on app.partitioned_tables from public;
grant select, update on app.partitioned_tables to seogo_system;
alter table app.partitioned_tables enable row level security;
create policy system_all on app.partitioned_tables to seogo_system using (true) with check (true);

create function app.partition_start(at timestamptz, width interval) returns timestamptz
  language sql immutable parallel safe
  return case
    when width = interval '1 month' then date_trunc('month', at, 'UTC')
    when width = interval '7 days' then date_trunc('week', at, 'UTC')
    else date_trunc('day', at, 'UTC')
  end;

-- Runs as the owner: partitions are tables, and only the owner makes or drops tables. Privileges are those of the
-- parent: rows are reached through the parent, so a partition carries no grant of its own.
create function app.maintain_partitions(at timestamptz) returns table (made int, dropped int)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  registered record;
  part record;
  lower_bound timestamptz;
  upper_bound timestamptz;
  part_name text;
begin
  made := 0;
  dropped := 0;
  for registered in select * from app.partitioned_tables loop
    lower_bound := app.partition_start(at, registered.width);
    for step in 0 .. registered.ahead loop
      upper_bound := app.partition_start(lower_bound + registered.width + interval '12 hours', registered.width);
      part_name := registered.table_name || '_' || to_char(lower_bound at time zone 'UTC', 'YYYYMMDD');
      if to_regclass('public.' || quote_ident(part_name)) is null then
        execute format('create table public.%I partition of public.%I for values from (%L) to (%L)',
          part_name, registered.table_name, lower_bound, upper_bound);
        execute format('alter table public.%I enable row level security', part_name);
        execute format('revoke all on public.%I from public', part_name);
        made := made + 1;
      end if;
      lower_bound := upper_bound;
    end loop;
    for part in
      select c.relname,
             (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''([^'']+)''\)'))[1]::timestamptz as ends_at
        from pg_class c
        join pg_inherits i on i.inhrelid = c.oid
       where i.inhparent = to_regclass('public.' || quote_ident(registered.table_name))
    loop
      if part.ends_at < at - registered.keep then
        execute format('drop table public.%I', part.relname);
        dropped := dropped + 1;
      end if;
    end loop;
  end loop;
  return next;
end $$;
revoke all on function app.maintain_partitions(timestamptz) from public;
grant execute on function app.maintain_partitions(timestamptz) to seogo_system;

-- ── Events on their way up ────────────────────────────────────────────────────────────────────
create table outbox (
  id bigint generated always as identity primary key,
  event text not null,
  payload jsonb not null,
  user_id uuid,
  created_at timestamptz not null default now()
);
alter table outbox enable row level security;
-- The application only ever adds; what it adds is in its own name.
create policy app_adds on outbox for insert to seogo_app
  with check (user_id is not distinct from app.user_id());
create policy system_all on outbox to seogo_system using (true) with check (true);
grant insert on outbox to seogo_app;
-- Update is for the row locks of the relay (select … for update).
grant select, insert, update, delete on outbox to seogo_system;

create function app.ring_outbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('seogo_outbox', '');
  return null;
end $$;
create trigger outbox_rings after insert on outbox for each statement execute function app.ring_outbox();

-- ── Jobs: what people see; BullMQ holds what runs ─────────────────────────────────────────────
create table background_jobs (
  id uuid primary key default uuidv7(),
  kind text not null,
  queue text not null,
  -- Asked twice is asked once: unique among the jobs of its kind that have not ended.
  key text,
  payload jsonb not null,
  -- Null: the house itself asked.
  user_id uuid,
  -- The house's own housekeeping on somebody's behalf: run as them, and not among what they asked for.
  internal boolean not null default false,
  subject_kind text,
  subject_id uuid,
  state text not null default 'waiting'
    check (state in ('waiting', 'delayed', 'active', 'retrying', 'completed', 'failed', 'cancelled')),
  stage text,
  progress_percent smallint not null default 0 check (progress_percent between 0 and 100),
  -- Attempts that failed; an execution cut off by a crash is none.
  attempts int not null default 0,
  max_attempts int not null check (max_attempts > 0),
  -- Claims so far. Also the fence: a worker writes only while its number is the row's.
  lease int not null default 0,
  lease_until timestamptz,
  -- Executions that ended without a word: the worker died. A job that kills its workers is given up.
  crashes int not null default 0,
  -- How many times the job was handed to the queue on purpose: part of its id there.
  delivery int not null default 1,
  queued_at timestamptz,
  error_code text,
  error_message text,
  result jsonb,
  run_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create unique index background_jobs_key on background_jobs (kind, key)
  where key is not null and state in ('waiting', 'delayed', 'active', 'retrying');
create index background_jobs_unfinished on background_jobs (run_at)
  where state in ('waiting', 'delayed', 'active', 'retrying');
create index background_jobs_unqueued on background_jobs (created_at)
  where queued_at is null and state in ('waiting', 'delayed', 'retrying');
create index background_jobs_user on background_jobs (user_id, created_at desc, id desc);
create index background_jobs_subject on background_jobs (subject_id) where subject_id is not null;
create trigger background_jobs_touch before update on background_jobs for each row execute function app.touch();
alter table background_jobs enable row level security;
create policy own_select on background_jobs for select to seogo_app using (user_id = app.user_id());
create policy own_insert on background_jobs for insert to seogo_app with check (user_id = app.user_id());
create policy own_update on background_jobs for update to seogo_app
  using (user_id = app.user_id()) with check (user_id = app.user_id());
create policy system_all on background_jobs to seogo_system using (true) with check (true);
grant select, insert, update on background_jobs to seogo_app;
grant select, insert, update, delete on background_jobs to seogo_system;
create trigger background_jobs_ring after insert on background_jobs
  for each statement execute function app.ring_outbox();
-- A retry or a job handed back is news for the relay as well; its own mark that the queue was told is none.
create trigger background_jobs_ring_again after update on background_jobs
  for each row when (new.queued_at is null and old.queued_at is not null) execute function app.ring_outbox();

-- ── Schedules: kept once across processes, missed runs caught up ──────────────────────────────
create table schedules (
  name text primary key,
  next_run_at timestamptz not null,
  last_run_at timestamptz
);
alter table schedules enable row level security;
create policy system_all on schedules to seogo_system using (true) with check (true);
grant select, insert, update, delete on schedules to seogo_system;

-- ── Processes at work, for health and the command line ────────────────────────────────────────
create table processes (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('api', 'worker', 'command')),
  pid int not null,
  host text not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  rss_bytes bigint not null default 0
);
alter table processes enable row level security;
create policy system_all on processes to seogo_system using (true) with check (true);
grant select, insert, update, delete on processes to seogo_system;
reset role;
