-- Locking an account is a transaction of the sign-in tables: what is decided about a flag is written in the same one.

set role seogo_owner;

grant select (id, user_id, kind, state), update (state, note, decided_by, decided_at) on usage_flags to seogo_auth;
create policy auth_reads on usage_flags for select to seogo_auth using (true);
create policy auth_locks on usage_flags for update to seogo_auth using (state = 'open') with check (state = 'locked');
reset role;
