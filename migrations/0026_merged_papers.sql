-- A paper that another one took in answers through that one: it stays in the trash, and its citation key stays its own.

set role seogo_owner;
alter table papers add constraint papers_merged_in_trash check (merged_into is null or trashed_at is not null);
-- The keys of merged papers are rows of citation_keys still, so no other paper gets them: one truth is enough.
alter table papers drop column citation_key_aliases;

-- The paper that a paper became part of; the paper itself when none took it in.
create function app.survivor_of(in_library uuid, paper uuid) returns uuid
  language sql stable set search_path = pg_catalog, pg_temp
  return (
    with recursive way (id, merged_into, step) as (
      select p.id, p.merged_into, 0 from public.papers p where p.library_id = in_library and p.id = paper
      union all
      select p.id, p.merged_into, w.step + 1
        from way w join public.papers p on p.library_id = in_library and p.id = w.merged_into where w.step < 100)
    select id from way where merged_into is null);
revoke all on function app.survivor_of(uuid, uuid) from public;
grant execute on function app.survivor_of(uuid, uuid) to seogo_app, seogo_system;

-- Of a chain of merges the key remembers the paper that had it first, so that each undo gives it back one step.
create or replace function app.hand_over_key() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.merged_into is not null then
    update public.citation_keys k set paper_id = new.merged_into, taken_from = coalesce(k.taken_from, new.id)
     where k.library_id = new.library_id and k.paper_id = new.id
       and not exists (select from public.citation_keys own
                        where own.library_id = new.library_id and own.paper_id = new.merged_into);
  else
    update public.citation_keys k set paper_id = new.id, taken_from = nullif(k.taken_from, new.id)
     where k.library_id = new.library_id and k.paper_id = old.merged_into and k.taken_from is not null
       and app.survivor_of(k.library_id, k.taken_from) = new.id
       and not exists (select from public.citation_keys own
                        where own.library_id = new.library_id and own.paper_id = new.id);
  end if;
  return null;
end $$;
reset role;
