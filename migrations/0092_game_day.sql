-- What was broken on purpose in an installation for trying. Processes look here for what is broken now; who starts the API
-- ends all of it.

set role seogo_owner;

create table game_day_breaks (
  id uuid primary key default uuidv7(),
  part text not null check (part in ('provider', 'redis', 'files', 'worker', 'event_loop')),
  target text check (length(target) between 1 and 200),
  begun_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > begun_at),
  -- Null: it ended, or will, when its time is over.
  ended_at timestamptz,
  begun_by uuid references auth.users (id) on delete set null
);
create index game_day_breaks_begun_by on game_day_breaks (begun_by) where begun_by is not null;

alter table game_day_breaks enable row level security;
create policy system_all on game_day_breaks to seogo_system using (true) with check (true);
grant select, insert, update, delete on game_day_breaks to seogo_system;
reset role;
