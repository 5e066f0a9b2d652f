-- Shared libraries that people make, look after and take away themselves.

set role seogo_owner;

-- A library that was taken away is out of everybody's sight at once; its papers stay for thirty days, so that an owner can
-- bring it back.
alter table libraries add column deleted_at timestamptz;
alter table libraries add column deleted_by uuid references auth.users (id) on delete set null;
alter table libraries add check (deleted_at is null or kind = 'shared');
create index libraries_deleted on libraries (deleted_at) where deleted_at is not null;
create index libraries_deleted_by on libraries (deleted_by) where deleted_by is not null;

create or replace function app.my_libraries() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select coalesce(array_agg(m.library_id), '{}')
            from public.library_members m join public.libraries l on l.id = m.library_id
           where m.user_id = app.user_id() and l.deleted_at is null);
create or replace function app.my_editable_libraries() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select coalesce(array_agg(m.library_id), '{}')
            from public.library_members m join public.libraries l on l.id = m.library_id
           where m.user_id = app.user_id() and m.membership in ('owner', 'editor') and l.deleted_at is null);

-- Who is in a library that the asking person sees, by name. The application itself reads nobody's row but the asker's own.
create function app.people_of_library(wanted uuid)
  returns table (user_id uuid, name text, email text, role text, membership text, joined_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select m.user_id, u.name, u.email, u.role, m.membership, m.created_at
      from public.library_members m join auth.users u on u.id = m.user_id
     where m.library_id = wanted and wanted = any (app.my_libraries())
$$;
revoke all on function app.people_of_library(uuid) from public;
grant execute on function app.people_of_library(uuid) to seogo_app;
reset role;
