-- Many papers changed at once: each counted by the statement and not by the row, and whoever put a paper in the trash.

set role seogo_owner;

alter table papers add column trashed_by uuid references auth.users (id) on delete set null;
create index papers_trashed_by on papers (trashed_by) where trashed_by is not null;
-- The trash as it is shown and as it is emptied; what another paper took in is no trash.
create index papers_trash on papers (library_id, trashed_at desc, id desc)
  where trashed_at is not null and merged_into is null;
create index papers_trashed on papers (trashed_at) where trashed_at is not null and merged_into is null;

-- One row of the library written a hundred thousand times in one transaction is read through all its versions each time:
-- an act on many papers takes its numbers at once and gives them to its papers.
create function app.take_versions(in_library uuid, wanted int) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  last bigint;
begin
  if not in_library = any (app.my_editable_libraries()) then
    raise exception 'not a library of one’s own' using errcode = 'insufficient_privilege';
  end if;
  update public.libraries set version = version + wanted where id = in_library returning version into last;
  perform set_config('app.numbered', in_library::text, true);
  return last;
end $$;
revoke all on function app.take_versions(uuid, int) from public;
grant execute on function app.take_versions(uuid, int) to seogo_app;

create or replace function app.number_paper() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if (old.trashed_at is null) <> (new.trashed_at is null) then
      new.trashed_by := case when new.trashed_at is not null then app.user_id() end;
    end if;
    if new.version > old.version and current_setting('app.numbered', true) = new.library_id::text then
      new.updated_at := clock_timestamp();
      return new;
    end if;
  end if;
  update public.libraries set version = version + 1 where id = new.library_id returning version into new.version;
  new.updated_at := clock_timestamp();
  return new;
end $$;

-- What is in the trash is counted nowhere, and what comes back is: once a statement, for the same reason.
drop trigger papers_trashed_count on papers;
drop function app.count_trashed();
create function app.count_trashed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.collections c set paper_count = c.paper_count + found.count
    from (select f.collection_id, sum(case when n.trashed_at is null then 1 else -1 end)::int as count
            from papers_before o
            join papers_after n on n.id = o.id
            join public.paper_collections f on f.library_id = n.library_id and f.paper_id = n.id
           where (o.trashed_at is null) <> (n.trashed_at is null)
           group by f.collection_id) as found
   where c.id = found.collection_id and found.count <> 0;
  return null;
end $$;
revoke all on function app.count_trashed() from public;
create trigger papers_trashed_count after update on papers
  referencing old table as papers_before new table as papers_after
  for each statement execute function app.count_trashed();
reset role;
