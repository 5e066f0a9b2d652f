-- A second factor beside the password: codes of an authenticator app (RFC 6238), and recovery codes for the day it is lost.

set role seogo_owner;

-- Null: none. It stands on the person, so that every request knows without looking further.
alter table auth.users add column second_factor_at timestamptz;
grant select (second_factor_at) on auth.users to seogo_app;

create table auth.second_factors (
  user_id uuid primary key references auth.users (id) on delete cascade,
  -- Sealed with AES-256-GCM and bound to the person.
  sealed_secret bytea not null,
  -- Null: being set up; it opens and demands nothing yet.
  confirmed_at timestamptz,
  -- The time step of the newest code that was taken: it and those before are taken no more.
  last_step bigint not null default 0,
  -- Wrong codes since the last right one, and until when further ones are not looked at.
  failures integer not null default 0,
  blocked_until timestamptz,
  created_at timestamptz not null
);

create table auth.recovery_codes (
  id uuid primary key default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  -- A code has 80 random bits: one plain hash is enough.
  code_hash bytea not null unique check (octet_length(code_hash) = 32),
  used_at timestamptz
);
create index recovery_codes_user on auth.recovery_codes (user_id);

alter table auth.second_factors enable row level security;
alter table auth.recovery_codes enable row level security;
create policy auth_all on auth.second_factors to seogo_auth using (true) with check (true);
create policy auth_all on auth.recovery_codes to seogo_auth using (true) with check (true);
grant select, insert, update, delete on auth.second_factors, auth.recovery_codes to seogo_auth;
reset role;
