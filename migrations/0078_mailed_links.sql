-- Links that are mailed: a new password, an account that was locked, an address that changes.

set role seogo_owner;

alter table auth.links drop constraint links_purpose_check;
alter table auth.links add constraint links_purpose_check
  check (purpose in ('claim', 'invitation', 'sign-in', 'reset', 'unlock', 'email'));
alter table auth.links drop constraint links_check;
alter table auth.links add constraint links_check check (case purpose
  when 'invitation' then user_id is null and email is not null and role <> 'owner'
  when 'email' then user_id is not null and email is not null
  else user_id is not null
end);
-- What must still be as it was when the link was made: the password, the lock, the address.
alter table auth.links add column bound_hash bytea check (octet_length(bound_hash) = 32);
alter table auth.links add constraint links_bound check ((bound_hash is not null) = (purpose in ('reset', 'unlock', 'email')));

-- Who locked an account: what the watch locks, its person can open by mail; what an administrator locks, only they can.
alter table auth.users
  add column locked_by text check (locked_by in ('watch', 'administrator')),
  add column lock_reason text check (length(lock_reason) <= 300);
update auth.users set locked_by = 'watch' where locked_until is not null;

-- Letters somebody asked for are counted beside failed sign-ins, and apart from them.
alter table auth.sign_in_attempts add column kind text not null default 'sign-in' check (kind in ('sign-in', 'letter'));
reset role;
