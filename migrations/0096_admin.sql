-- The page of whoever looks after the house: what of it somebody has seen, and the failed jobs it begins with.

set role seogo_owner;

-- What was seen is not shown again until it happens anew.
create table admin_seen (
  key text primary key check (length(key) between 1 and 200),
  -- The newest time it had happened by then; null of what has no time.
  happened_at timestamptz,
  seen_at timestamptz not null,
  seen_by uuid references auth.users (id) on delete set null
);
create index admin_seen_by on admin_seen (seen_by) where seen_by is not null;

alter table admin_seen enable row level security;
create policy system_all on admin_seen to seogo_system using (true) with check (true);
grant select, insert, update, delete on admin_seen to seogo_system;

create index background_jobs_failed on background_jobs (kind, error_code, finished_at desc) where state = 'failed';
reset role;
