-- Nobody is here without a library of their own: it comes with the person, in the same transaction, whoever adds them.

set role seogo_owner;

create function app.give_personal_library() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  given uuid;
begin
  -- The name is for exports and the command line; screens say "my library" in the reader's language.
  insert into public.libraries (name, kind, owner_id) values ('My library', 'personal', new.id) returning id into given;
  insert into public.library_members (library_id, user_id, membership) values (given, new.id, 'owner');
  return null;
end $$;
revoke all on function app.give_personal_library() from public;
create trigger users_library after insert on auth.users for each row execute function app.give_personal_library();
reset role;
