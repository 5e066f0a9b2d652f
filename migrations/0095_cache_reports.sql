-- What each process keeps and how often it was of use, written down by the process itself every few seconds.

set role seogo_owner;

create table cache_reports (
  process text primary key check (length(process) <= 300),
  kind text not null check (kind in ('api', 'worker')),
  at timestamptz not null,
  report jsonb not null check (jsonb_typeof(report) = 'object')
);
create index cache_reports_at on cache_reports (at);
alter table cache_reports enable row level security;
create policy system_all on cache_reports to seogo_system using (true) with check (true);
grant select, insert, update, delete on cache_reports to seogo_system;
reset role;
