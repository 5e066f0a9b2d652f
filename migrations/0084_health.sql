-- How the parts of the house are, when that changed, and who looks.

set role seogo_owner;

-- How each process is, told with its sign of life.
alter table processes add column vitals jsonb;

-- The state of each part as it was last found. `told_state` is the last one the administrators were told of.
create table health_states (
  part text primary key check (part ~ '^[a-z_]{1,40}$'),
  state text not null check (state in ('ok', 'degraded', 'failing', 'off')),
  finding text,
  facts jsonb not null default '{}',
  since timestamptz not null,
  told_state text check (told_state in ('failing', 'ok'))
);

-- Every change of it, for a year.
create table health_changes (
  id uuid not null default uuidv7(),
  at timestamptz not null,
  part text not null,
  state text not null,
  finding text,
  facts jsonb not null default '{}',
  primary key (id, at)
) partition by range (at);
create index health_changes_at on health_changes (at desc, id desc);
insert into app.partitioned_tables (table_name, width, keep)
  values ('health_changes', interval '1 month', interval '1 year');
select app.maintain_partitions(now());

-- Of all processes one looks each time: whose update finds the row old enough. `written_at` is what a look writes, to see
-- that writing works.
create table health_turn (
  singleton boolean primary key default true check (singleton),
  taken_at timestamptz not null default '-infinity',
  written_at timestamptz
);
insert into health_turn default values;

alter table health_states enable row level security;
alter table health_changes enable row level security;
alter table health_turn enable row level security;
create policy system_all on health_states to seogo_system using (true) with check (true);
create policy system_all on health_changes to seogo_system using (true) with check (true);
create policy system_all on health_turn to seogo_system using (true) with check (true);
grant select, insert, update, delete on health_states to seogo_system;
grant select, insert on health_changes to seogo_system;
grant select, update on health_turn to seogo_system;
reset role;
