-- A key of one's own for each person (and one for the installation): it seals their provider keys, and is itself wrapped by
-- the vault's master key. To change the master only these few bytes are wrapped anew.

set role seogo_owner;

create table data_keys (
  id uuid primary key default uuidv7(),
  -- Null: the installation's, for the providers of everybody.
  user_id uuid references auth.users (id) on delete cascade,
  -- AES-256-GCM under the master, bound to this row and this person.
  wrapped_key bytea not null,
  -- Which master wrapped it, as it also stands in front of the wrapped bytes.
  master_id text not null,
  created_at timestamptz not null default now(),
  wrapped_at timestamptz not null default now(),
  unique nulls not distinct (user_id)
);
create index data_keys_master on data_keys (master_id, id);
alter table data_keys enable row level security;
create policy own_select on data_keys for select to seogo_app using (user_id = app.user_id() or user_id is null);
create policy own_insert on data_keys for insert to seogo_app with check (user_id = app.user_id());
create policy system_all on data_keys to seogo_system using (true) with check (true);
grant select, insert on data_keys to seogo_app;
grant select, insert, update, delete on data_keys to seogo_system;
reset role;
