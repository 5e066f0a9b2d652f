-- Collections: the shelves of a library, one within another, shared by its members. A paper stands on any number of them.

set role seogo_owner;

create table collections (
  id uuid primary key default uuidv7(),
  library_id uuid not null references libraries (id) on delete cascade,
  parent_id uuid,
  name text not null check (length(name) between 1 and 200),
  -- Place among its siblings; those of one place stand by name.
  position int not null default 0,
  -- Papers filed in it itself that are not in the trash; kept by trigger.
  paper_count int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (library_id, id),
  foreign key (library_id, parent_id) references collections (library_id, id) on delete cascade
);
-- One name once among siblings, so that a path of names means one collection.
create unique index collections_name on collections (library_id, parent_id, lower(name)) nulls not distinct;
create trigger collections_touch before update of name, parent_id, position on collections
  for each row execute function app.touch();
call app.guard_library_table('collections');

-- A collection stands within another at most so deep, and never within itself. The library's lock, the same that adding
-- a paper takes, keeps two moves at once from closing a circle that neither sees.
create function app.place_collection() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  deepest constant int := 20;
  above int;
  below int;
begin
  perform pg_advisory_xact_lock(hashtextextended('library ' || new.library_id, 0));
  with recursive ancestor (id, level) as (
    select new.parent_id, 1 where new.parent_id is not null
    union all
    select c.parent_id, a.level + 1 from ancestor a join public.collections c on c.id = a.id
     where c.parent_id is not null and a.id <> new.id and a.level <= deepest
  )
  select count(*), count(*) filter (where a.id = new.id) into above, below from ancestor a;
  if below > 0 then
    raise exception 'a collection cannot stand within itself' using errcode = 'check_violation', constraint = 'collections_circle';
  end if;
  with recursive descendant (id, level) as (
    select c.id, 1 from public.collections c where c.library_id = new.library_id and c.parent_id = new.id
    union all
    select c.id, d.level + 1 from descendant d join public.collections c
        on c.library_id = new.library_id and c.parent_id = d.id
     where d.level <= deepest
  )
  select coalesce(max(level), 0) into below from descendant;
  if above + below >= deepest then
    raise exception 'collections stand too deep within each other' using errcode = 'check_violation', constraint = 'collections_depth';
  end if;
  return new;
end $$;
create trigger collections_place before insert or update of parent_id on collections
  for each row execute function app.place_collection();

create table paper_collections (
  library_id uuid not null,
  paper_id uuid not null,
  collection_id uuid not null,
  added_at timestamptz not null default now(),
  primary key (library_id, paper_id, collection_id),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade,
  foreign key (library_id, collection_id) references collections (library_id, id) on delete cascade
);
create index paper_collections_collection on paper_collections (library_id, collection_id, paper_id);
call app.guard_library_table('paper_collections');

-- ── Counts ────────────────────────────────────────────────────────────────────────────────────
-- By statement and not by row: ten thousand papers filed at once are one change of the collection's row.
create function app.count_filed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.collections c set paper_count = c.paper_count + counted.papers
    from (select f.collection_id, count(*)::int as papers
            from filed f join public.papers p on p.library_id = f.library_id and p.id = f.paper_id
           where p.trashed_at is null group by f.collection_id) as counted
   where c.id = counted.collection_id;
  return null;
end $$;
create function app.count_unfiled() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.collections c set paper_count = c.paper_count - counted.papers
    from (select f.collection_id, count(*)::int as papers
            from unfiled f join public.papers p on p.library_id = f.library_id and p.id = f.paper_id
           where p.trashed_at is null group by f.collection_id) as counted
   where c.id = counted.collection_id;
  return null;
end $$;
create trigger paper_collections_filed after insert on paper_collections
  referencing new table as filed for each statement execute function app.count_filed();
create trigger paper_collections_unfiled after delete on paper_collections
  referencing old table as unfiled for each statement execute function app.count_unfiled();

-- What is in the trash is counted nowhere, and what comes back is.
create function app.count_trashed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  change constant int := case when new.trashed_at is null then 1 else -1 end;
begin
  update public.collections c set paper_count = c.paper_count + change
    from public.paper_collections f
   where f.library_id = new.library_id and f.paper_id = new.id and c.id = f.collection_id;
  return null;
end $$;
create trigger papers_trashed_count after update of trashed_at on papers
  for each row when ((old.trashed_at is null) <> (new.trashed_at is null)) execute function app.count_trashed();

-- A paper leaves its collections while it is still there to be looked at; the foreign key would come too late.
create function app.unfile_paper() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.paper_collections where library_id = old.library_id and paper_id = old.id;
  return old;
end $$;
create trigger papers_unfile before delete on papers for each row execute function app.unfile_paper();

revoke all on function app.count_filed(), app.count_unfiled(), app.count_trashed(), app.unfile_paper() from public;

-- A collection and those within it, as far as the asking person sees them.
create function app.collections_within(wanted uuid) returns uuid[]
  language sql stable
  return (
    with recursive within (library_id, id) as (
      select c.library_id, c.id from public.collections c where c.id = wanted
      union
      select c.library_id, c.id from within w join public.collections c
          on c.library_id = w.library_id and c.parent_id = w.id
    )
    select coalesce(array_agg(id), '{}') from within
  );
reset role;
