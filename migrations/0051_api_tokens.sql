-- Tokens of programs. What is shown once is kept as its hash; the scope narrows what the person may do.

set role seogo_owner;

create table auth.api_tokens (
  id uuid primary key default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  label text not null check (length(label) between 1 and 80),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  scope text not null check (scope in ('read', 'write', 'admin')),
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  last_used_at timestamptz,
  last_address text
);
create index api_tokens_user on auth.api_tokens (user_id, created_at);
alter table auth.api_tokens enable row level security;
create policy auth_all on auth.api_tokens to seogo_auth using (true) with check (true);
grant select, insert, update, delete on auth.api_tokens to seogo_auth;
reset role;
