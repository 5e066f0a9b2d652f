-- Providers a person has set up. The key is sealed with AES-256-GCM under a key derived from the installation's secret
-- and bound to this person, provider and row.

set role seogo_owner;

create table provider_keys (
  id uuid primary key default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  provider text not null,
  label text not null check (length(label) between 1 and 80),
  base_url text not null,
  model text not null,
  -- Null: the server asks for no key.
  sealed_key bytea,
  key_ending text check (length(key_ending) <= 4),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (sealed_key is not null or key_ending is null)
);
create index provider_keys_user on provider_keys (user_id, created_at);
create unique index provider_keys_label on provider_keys (user_id, lower(label));
create trigger provider_keys_touch before update on provider_keys for each row execute function app.touch();
alter table provider_keys enable row level security;
create policy own_all on provider_keys to seogo_app
  using (user_id = app.user_id()) with check (user_id = app.user_id());
create policy system_all on provider_keys to seogo_system using (true) with check (true);
grant select, insert, update, delete on provider_keys to seogo_app, seogo_system;

alter table analysis_answers
  add foreign key (key_id) references provider_keys (id) on delete set null;
reset role;
