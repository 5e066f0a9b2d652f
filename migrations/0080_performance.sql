-- What was measured: slices of some seconds as each process writes them, minutes, hours and days merged from them, and
-- requests one by one. Nothing here is needed to run: old partitions are dropped, never emptied row by row.

-- The server's own statistics of statements, where its library is loaded and the migrator may make use of it.
do $$ begin
  if exists (select from pg_available_extensions where name = 'pg_stat_statements')
     and position('pg_stat_statements' in current_setting('shared_preload_libraries', true)) > 0 then
    create extension if not exists pg_stat_statements;
  end if;
exception when insufficient_privilege then null;
end $$;

-- Runs as the migrator, who may see what all roles asked; only of this database, and only what is Seogo's.
create function app.read_statement_statistics(most int)
  returns table (role text, query text, calls bigint, total_ms float8, mean_ms float8, most_ms float8, rows bigint,
                 blocks_read bigint, blocks_hit bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if to_regclass('public.pg_stat_statements') is null then return; end if;
  return query execute
    'select r.rolname::text, left(s.query, 4000), s.calls, s.total_exec_time, s.mean_exec_time, s.max_exec_time, s.rows,
            s.shared_blks_read, s.shared_blks_hit
       from public.pg_stat_statements s
       join pg_roles r on r.oid = s.userid and r.rolname like ''seogo\_%''
       join pg_database d on d.oid = s.dbid and d.datname = current_database()
      order by s.total_exec_time desc limit $1' using most;
exception when object_not_in_prerequisite_state or insufficient_privilege then return;
end $$;
revoke all on function app.read_statement_statistics(int) from public;
grant execute on function app.read_statement_statistics(int) to seogo_system;

set role seogo_owner;

create table performance_slices (
  at timestamptz not null,
  -- Which process measured it, e.g. `api host 123`.
  process text not null,
  kind text not null,
  -- The route, statement or kind of job; `*` is all of them together.
  subject text not null,
  count bigint not null,
  failures bigint not null,
  sum float8 not null,
  most bigint not null,
  amount float8 not null,
  queries bigint not null,
  query_us float8 not null,
  -- A histogram: counts[i] values of about values[i].
  values int[] not null,
  counts int[] not null check (cardinality(counts) = cardinality(values)),
  primary key (kind, subject, at, process)
) partition by range (at);
create index performance_slices_at on performance_slices (kind, at);

create table performance_minutes (
  at timestamptz not null,
  kind text not null,
  subject text not null,
  count bigint not null,
  failures bigint not null,
  sum float8 not null,
  most bigint not null,
  amount float8 not null,
  queries bigint not null,
  query_us float8 not null,
  values int[] not null,
  counts int[] not null,
  primary key (kind, subject, at)
) partition by range (at);
create index performance_minutes_at on performance_minutes (kind, at);

create table performance_hours (like performance_minutes including all) partition by range (at);
create table performance_days (like performance_minutes including all) partition by range (at);

-- Up to where each level is whole.
create table performance_levels (
  level text primary key check (level in ('minutes', 'hours', 'days')),
  whole_until timestamptz not null
);

create table performance_requests (
  at timestamptz not null,
  request_id uuid not null,
  route text not null,
  status smallint not null,
  duration_us bigint not null,
  bytes bigint not null,
  user_id uuid,
  cache text,
  queries int not null,
  query_us bigint not null,
  primary key (request_id, at)
) partition by range (at);
create index performance_requests_at on performance_requests (at);
create index performance_requests_route on performance_requests (route, at);
create index performance_requests_user on performance_requests (user_id) where user_id is not null;

-- Whoever leaves is nobody's name any more. Not a foreign key: a request may be written after its person is gone.
create function app.forget_measured_person() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.performance_requests set user_id = null where user_id = old.id;
  return null;
end $$;
revoke all on function app.forget_measured_person() from public;
create trigger users_forget_measured after delete on auth.users for each row
  execute function app.forget_measured_person();

create table performance_statements (
  fingerprint text primary key,
  -- With `$1` in the place of values.
  text text not null,
  normalised text not null,
  feature text not null,
  place text,
  seen_at timestamptz not null
);

-- How often something was done on a day, and by how many people; `names` are digests of who, and are gone with the day.
create table feature_uses (
  day date not null,
  event text not null,
  uses bigint not null,
  people int,
  primary key (day, event)
);
create table feature_use_names (
  day date not null,
  event text not null,
  name bytea not null,
  primary key (day, event, name)
);

create table performance_settings (
  one boolean primary key default true check (one),
  feature_use boolean not null default true
);
insert into performance_settings default values;

-- How wide rows are by the server's statistics, which a role reads only of what it may read; null: it has none.
create function app.row_width(relation oid) returns float8
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select sum((1 - s.null_frac) * s.avg_width)
    from pg_stats s join pg_class c on c.oid = relation
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = s.schemaname
   where s.tablename = c.relname
$$;
revoke all on function app.row_width(oid) from public;
grant execute on function app.row_width(oid) to seogo_system;

do $$
declare
  name text;
begin
  foreach name in array array['performance_slices', 'performance_minutes', 'performance_hours', 'performance_days',
      'performance_levels', 'performance_requests', 'performance_statements', 'feature_uses', 'feature_use_names',
      'performance_settings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy system_all on %I to seogo_system using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to seogo_system', name);
  end loop;
end $$;

insert into app.partitioned_tables (table_name, width, ahead, keep) values
  ('performance_slices', interval '1 day', 7, interval '3 days'),
  ('performance_requests', interval '1 day', 7, interval '7 days'),
  ('performance_minutes', interval '7 days', 3, interval '42 days'),
  ('performance_hours', interval '1 month', 3, interval '1 year'),
  ('performance_days', interval '1 month', 3, interval '3 years');
select app.maintain_partitions(now());
reset role;
