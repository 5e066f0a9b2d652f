-- Figures held against thresholds: the rules that were changed, where each alert stands, and those that were raised.

set role seogo_owner;

create table health_alert_rules (
  metric text primary key check (metric ~ '^[a-z_]{1,40}$'),
  enabled boolean not null,
  raise_at float8 not null,
  clear_at float8 not null check (clear_at <= raise_at),
  for_seconds int not null check (for_seconds >= 0),
  changed_at timestamptz not null
);

create table health_alert_standings (
  metric text primary key check (metric ~ '^[a-z_]{1,40}$'),
  phase text not null check (phase in ('quiet', 'rising', 'raised', 'falling')),
  since timestamptz not null,
  value float8,
  -- The alert that is raised.
  alert_id uuid,
  raised_at timestamptz,
  check ((alert_id is null) = (raised_at is null))
);

create table health_alerts (
  id uuid not null default uuidv7(),
  metric text not null,
  raised_at timestamptz not null,
  resolved_at timestamptz,
  raise_at float8 not null,
  peak float8 not null,
  primary key (id, raised_at)
) partition by range (raised_at);
create index health_alerts_raised on health_alerts (raised_at desc, id desc);
insert into app.partitioned_tables (table_name, width, keep)
  values ('health_alerts', interval '1 month', interval '1 year');
select app.maintain_partitions(now());

alter table health_alert_rules enable row level security;
alter table health_alert_standings enable row level security;
alter table health_alerts enable row level security;
create policy system_all on health_alert_rules to seogo_system using (true) with check (true);
create policy system_all on health_alert_standings to seogo_system using (true) with check (true);
create policy system_all on health_alerts to seogo_system using (true) with check (true);
grant select, insert, update on health_alert_rules to seogo_system;
grant select, insert, update on health_alert_standings to seogo_system;
grant select, insert, update on health_alerts to seogo_system;
reset role;
