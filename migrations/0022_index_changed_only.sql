-- An update that meets no row fires its statement triggers all the same: once for every paper that a job looks at and leaves
-- as it is. Without rows there are no words to compute.

set role seogo_owner;

create or replace function app.index_changed_papers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from changed) then
    perform app.index_papers((select array_agg(id) from changed));
  end if;
  return null;
end $$;

create or replace function app.index_tagged_papers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from changed) then
    perform app.index_papers((select array_agg(distinct paper_id) from changed));
  end if;
  return null;
end $$;
reset role;
