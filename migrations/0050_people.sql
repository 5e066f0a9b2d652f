-- People who may not come in any more, and keep what is theirs.

set role seogo_owner;
-- Null: active. A person is never deleted by others: their judgements and traces stay theirs.
alter table auth.users add column deactivated_at timestamptz;
reset role;
