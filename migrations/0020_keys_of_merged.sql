-- A paper that takes another one in answers to its citation key when it has none, so that documents which cite it stay right.

set role seogo_owner;
-- The paper that had the key before it was taken in; it gets it back when the two are parted.
alter table citation_keys add column taken_from uuid;

create function app.hand_over_key() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.merged_into is not null then
    update public.citation_keys k set paper_id = new.merged_into, taken_from = new.id
     where k.library_id = new.library_id and k.paper_id = new.id
       and not exists (select from public.citation_keys own
                        where own.library_id = new.library_id and own.paper_id = new.merged_into);
  else
    update public.citation_keys k set paper_id = new.id, taken_from = null
     where k.library_id = new.library_id and k.paper_id = old.merged_into and k.taken_from = new.id
       and not exists (select from public.citation_keys own
                        where own.library_id = new.library_id and own.paper_id = new.id);
  end if;
  return null;
end $$;
revoke all on function app.hand_over_key() from public;
create trigger papers_hand_over_key after update of merged_into on papers
  for each row when (old.merged_into is distinct from new.merged_into) execute function app.hand_over_key();
reset role;
