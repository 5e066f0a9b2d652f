-- When backups are made, and which stay. What backups there are is asked of their destination, which outlives this database.

set role seogo_owner;

create table backup_schedule (
  -- One row at most.
  one boolean primary key default true check (one),
  enabled boolean not null,
  cron text not null check (length(cron) <= 100),
  time_zone text not null check (length(time_zone) <= 60),
  drill boolean not null,
  keep_last int not null check (keep_last > 0),
  keep_daily int not null check (keep_daily >= 0),
  keep_weekly int not null check (keep_weekly >= 0),
  keep_monthly int not null check (keep_monthly >= 0),
  next_run_at timestamptz,
  updated_at timestamptz not null default now()
);
create trigger backup_schedule_touch before update on backup_schedule for each row execute function app.touch();
-- The house's own: the application's role has no right on it.
alter table backup_schedule enable row level security;
create policy system_all on backup_schedule to seogo_system using (true) with check (true);
grant select, insert, update, delete on backup_schedule to seogo_system;

reset role;
