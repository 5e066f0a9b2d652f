-- People who delete their own account: what is theirs is taken away in the background, then their row.

set role seogo_owner;
alter table auth.users add column leaving_at timestamptz;
create index users_leaving on auth.users (leaving_at) where leaving_at is not null;
reset role;
