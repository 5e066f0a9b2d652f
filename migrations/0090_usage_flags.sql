-- What was unusual about somebody's use, for an administrator to look at. Nothing follows from it by itself.

set role seogo_owner;

create table usage_flags (
  id uuid primary key default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  kind text not null check (kind in ('burst', 'night', 'errors', 'network', 'creep')),
  -- The day of it where the person lives: of a kind there is one flag a day, however often the hours are looked at.
  day date not null,
  measure text not null check (measure in ('requests', 'failed_requests', 'calls', 'failed_calls', 'micro_usd', 'networks')),
  hour timestamptz not null,
  seen double precision not null,
  usual double precision not null,
  mads double precision not null,
  compared_with text not null check (compared_with in ('own', 'role', 'house')),
  network text check (length(network) <= 60),
  raised_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'cleared', 'limited', 'locked')),
  note text check (length(note) <= 500),
  decided_by uuid references auth.users (id) on delete set null,
  decided_at timestamptz,
  check ((state = 'open') = (decided_at is null)),
  unique (user_id, kind, day)
);
create index usage_flags_decided_by on usage_flags (decided_by) where decided_by is not null;
create index usage_flags_open on usage_flags (id desc) where state = 'open';

-- Up to where hours were looked at.
create table usage_reviews (
  is_only boolean primary key default true check (is_only),
  reviewed_until timestamptz not null
);

alter table usage_flags enable row level security;
alter table usage_reviews enable row level security;
create policy system_all on usage_flags to seogo_system using (true) with check (true);
create policy system_all on usage_reviews to seogo_system using (true) with check (true);
grant select, insert, update, delete on usage_flags, usage_reviews to seogo_system;
reset role;
