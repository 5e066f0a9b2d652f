-- Passkeys (Web Authentication, level 3): a way in without a password, and a proof of who asks.

set role seogo_owner;

create table auth.passkeys (
  id uuid primary key default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  -- What the authenticator calls it (at most 1023 bytes, 4 of the specification), and what its signatures are held against.
  credential_id bytea not null unique check (octet_length(credential_id) between 16 and 1023),
  public_key bytea not null,
  -- Goes up with each use, or stays 0 where the passkey is on several devices.
  counter bigint not null check (counter >= 0),
  -- The name of the host it was made for: browsers offer it there and nowhere else.
  host text not null,
  transports text[] not null,
  label text not null check (length(label) between 1 and 80),
  -- Whether its maker keeps it on several devices.
  is_synced boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_user on auth.passkeys (user_id, created_at);

-- Challenges that opened something: none does so twice. Those that opened nothing stand nowhere.
create table auth.spent_challenges (
  challenge_hash bytea primary key check (octet_length(challenge_hash) = 32),
  expires_at timestamptz not null
);
create index spent_challenges_expires on auth.spent_challenges (expires_at);

-- A passkey is two factors in one: who came in by it administers, whatever else they have.
alter table auth.sessions add column by_passkey boolean not null default false;

alter table auth.passkeys enable row level security;
alter table auth.spent_challenges enable row level security;
create policy auth_all on auth.passkeys to seogo_auth using (true) with check (true);
create policy auth_all on auth.spent_challenges to seogo_auth using (true) with check (true);
grant select, insert, update, delete on auth.passkeys, auth.spent_challenges to seogo_auth;
reset role;
