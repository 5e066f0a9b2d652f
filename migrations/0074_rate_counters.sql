-- How often somebody asked within the minute, counted by all processes together.

set role seogo_owner;

-- Unlogged: after a crash everybody begins anew, and counting costs no write-ahead log.
create unlogged table rate_counters (
  -- person:<id>, token:<id> or network:<network>
  subject text not null check (length(subject) <= 100),
  window_start timestamptz not null,
  count int not null check (count > 0),
  primary key (subject, window_start)
);
create index rate_counters_window on rate_counters (window_start);

-- The house's own: the application's role has no right on it.
alter table rate_counters enable row level security;
create policy system_all on rate_counters to seogo_system using (true) with check (true);
grant select, insert, update, delete on rate_counters to seogo_system;
reset role;
