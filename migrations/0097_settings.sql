-- What was changed on the screen instead of in the environment.

set role seogo_owner;

create table settings (
  name text primary key check (name ~ '^[A-Z][A-Z0-9_]{1,60}$'),
  -- As it would be written in the environment; of a secret it is sealed by the vault.
  value text check (length(value) <= 2000),
  sealed bytea,
  changed_at timestamptz not null,
  changed_by uuid references auth.users (id) on delete set null,
  check ((value is null) <> (sealed is null))
);
create index settings_changed_by on settings (changed_by) where changed_by is not null;

alter table settings enable row level security;
create policy system_all on settings to seogo_system using (true) with check (true);
grant select, insert, update, delete on settings to seogo_system;
reset role;
