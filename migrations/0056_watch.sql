-- What looks like an attack: counted, answered for a time, and kept as events that say why.

set role seogo_owner;

-- A subject is a network, a person, a hashed account name or a session; `about` tells apart what is counted once each.
-- A row counts from `since` on and begins anew when its window is over; the sweep bounds the table.
create table watch_counters (
  subject text not null check (length(subject) <= 100),
  kind text not null check (kind ~ '^[a-z_]{1,40}$'),
  about text not null check (length(about) <= 200),
  since timestamptz not null,
  count int not null check (count > 0),
  primary key (subject, kind, about)
);
create index watch_counters_since on watch_counters (since);

-- Why somebody was slowed down or locked; names as they were, no foreign key: an event outlives its person.
create table security_events (
  id uuid primary key default uuidv7(),
  at timestamptz not null,
  subject text not null check (length(subject) <= 100),
  user_id uuid,
  user_name text,
  network text,
  score int not null check (score > 0),
  reasons jsonb not null,
  answer text not null check (answer in ('noted', 'slowed', 'guarded', 'locked')),
  until timestamptz
);
create index security_events_at on security_events (at);

-- What is in force. A strike more within a day makes the next one longer.
create table watch_measures (
  subject text primary key check (length(subject) <= 100),
  event_id uuid not null references security_events (id) on delete cascade,
  since timestamptz not null,
  until timestamptz not null,
  strikes int not null check (strikes >= 0)
);
create index watch_measures_event on watch_measures (event_id);
create index watch_measures_until on watch_measures (until);

-- The networks a person came from.
create table watch_arrivals (
  user_id uuid not null references auth.users (id) on delete cascade,
  network text not null check (length(network) <= 60),
  last_at timestamptz not null,
  primary key (user_id, network)
);
create index watch_arrivals_last on watch_arrivals (last_at);

-- The house's own: the application's role has no right on any of them.
alter table watch_counters enable row level security;
alter table security_events enable row level security;
alter table watch_measures enable row level security;
alter table watch_arrivals enable row level security;
create policy system_all on watch_counters to seogo_system using (true) with check (true);
create policy system_all on security_events to seogo_system using (true) with check (true);
create policy system_all on watch_measures to seogo_system using (true) with check (true);
create policy system_all on watch_arrivals to seogo_system using (true) with check (true);
grant select, insert, update, delete on watch_counters, security_events, watch_measures, watch_arrivals to seogo_system;
reset role;
