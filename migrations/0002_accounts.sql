-- People, their sessions and the links that let them in. Everything here belongs to the small role seogo_auth: the
-- application sees one row of it, the asking person's own, and never a credential, a session or a link.

set role seogo_owner;

create table auth.users (
  id uuid primary key default uuidv7(),
  name text not null,
  -- Sign-in compares addresses in lower case, so only that form may be stored.
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  role text not null default 'member' check (role in ('owner', 'admin', 'member', 'reader')),
  -- Null: the owner that was made at the first start and whom nobody claimed yet. Such a row has no credential.
  claimed_at timestamptz,
  -- Null: as the browser asks.
  language text check (language in ('en', 'ko')),
  theme text not null default 'system' check (theme in ('light', 'dark', 'system')),
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (claimed_at is not null or role = 'owner')
);
create unique index users_one_owner on auth.users (role) where role = 'owner';
create trigger users_touch before update on auth.users for each row execute function app.touch();

create table auth.sessions (
  id uuid primary key default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  -- Worth nothing alone: the cookie carries it signed with the installation's secret.
  token text not null unique,
  ip_address text,
  user_agent text,
  -- When the person last proved the password again, for what asks for it.
  reauth_at timestamptz,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_user on auth.sessions (user_id);
create index sessions_expiry on auth.sessions (expires_at);

create table auth.credentials (
  id uuid primary key default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  -- 'credential' for a password; the name of an identity provider otherwise.
  provider_id text not null,
  account_id text not null,
  -- A PHC string ($argon2id$…), never a password.
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index credentials_user on auth.credentials (user_id);

create table auth.verifications (
  id uuid primary key default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on auth.verifications (identifier);

-- One-time links. The token itself is shown once and stored nowhere.
create table auth.links (
  id uuid primary key default uuidv7(),
  purpose text not null check (purpose in ('claim', 'invitation', 'sign-in')),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  user_id uuid references auth.users (id) on delete cascade,
  email text check (email = lower(email)),
  role text not null check (role in ('owner', 'admin', 'member', 'reader')),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  check (case purpose
    when 'invitation' then user_id is null and email is not null and role <> 'owner'
    else user_id is not null
  end)
);
create index links_user on auth.links (user_id);
create index links_created_by on auth.links (created_by);
create index links_expiry on auth.links (expires_at);

-- Failed sign-ins of the last hour, for the limit. The account is the hash of what was typed, which may be no account.
create table auth.sign_in_attempts (
  id bigint generated always as identity primary key,
  account_hash bytea not null check (octet_length(account_hash) = 32),
  address text not null,
  at timestamptz not null
);
create index sign_in_attempts_account on auth.sign_in_attempts (account_hash, at);
create index sign_in_attempts_address on auth.sign_in_attempts (address, at);
create index sign_in_attempts_at on auth.sign_in_attempts (at);

alter table auth.users enable row level security;
alter table auth.sessions enable row level security;
alter table auth.credentials enable row level security;
alter table auth.verifications enable row level security;
alter table auth.links enable row level security;
alter table auth.sign_in_attempts enable row level security;

create policy auth_all on auth.users to seogo_auth using (true) with check (true);
create policy auth_all on auth.sessions to seogo_auth using (true) with check (true);
create policy auth_all on auth.credentials to seogo_auth using (true) with check (true);
create policy auth_all on auth.verifications to seogo_auth using (true) with check (true);
create policy auth_all on auth.links to seogo_auth using (true) with check (true);
create policy auth_all on auth.sign_in_attempts to seogo_auth using (true) with check (true);
grant select, insert, update, delete
  on auth.users, auth.sessions, auth.credentials, auth.verifications, auth.links, auth.sign_in_attempts to seogo_auth;

create policy own_select on auth.users for select to seogo_app using (id = app.user_id());
grant select (id, name, email, role, language, theme) on auth.users to seogo_app;

create policy system_select on auth.users for select to seogo_system using (true);
grant select (id, name, email, role, language) on auth.users to seogo_system;
reset role;
