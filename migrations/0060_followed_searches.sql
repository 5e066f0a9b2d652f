-- Kept filters of which a person wants to be told when something new matches.

set role seogo_owner;

create table smart_follows (
  user_id uuid not null references auth.users (id) on delete cascade,
  -- Of a person or of a library, so that no reference can carry a library: what is gone, or no longer theirs to see, is
  -- left by the next look.
  smart_collection_id uuid not null,
  -- The filter as it was applied when these papers were listed: another one begins anew, and tells nothing.
  filter jsonb not null,
  known uuid[] not null,
  -- Of more papers than are listed, only those that came after this are new.
  began_at timestamptz not null default now(),
  looked_at timestamptz not null default now(),
  -- The versions of the person's libraries taken together: unchanged, there is nothing to look at.
  seen_versions bigint not null,
  primary key (user_id, smart_collection_id)
);
alter table smart_follows enable row level security;
create policy own on smart_follows to seogo_app
  using (user_id = app.user_id()) with check (user_id = app.user_id());
create policy system_all on smart_follows to seogo_system using (true) with check (true);
grant select, insert, update, delete on smart_follows to seogo_app, seogo_system;
reset role;
