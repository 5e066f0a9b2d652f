-- Tags within tags. A tag's name stays the whole of it ("method/transformer") and one in its library, so that bibliographies,
-- the browser's button and the search know tags by name as before; what a tag stands within is said by its parent alone. A
-- keyword with a slash ("TCP/IP") is a tag like any other until somebody puts it within another.

set role seogo_owner;

alter table tags
  add column parent_id uuid,
  drop constraint tags_name_check,
  add constraint tags_name_check check (length(name) between 1 and 300),
  add constraint tags_colour_check check (colour in ('red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink')),
  -- What stood within a tag that goes keeps its name and stands at the top.
  add foreign key (library_id, parent_id) references tags (library_id, id) on delete set null (parent_id);
create index tags_parent on tags (library_id, parent_id) where parent_id is not null;

-- The name begins with the parent's, so that no circle can be: each is longer than what it stands within.
create function app.place_tag() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  deepest constant int := 20;
  above int;
begin
  if new.parent_id is null then
    return new;
  end if;
  if not exists (select from public.tags p where p.library_id = new.library_id and p.id = new.parent_id
                    and starts_with(new.name, p.name || '/') and length(new.name) > length(p.name) + 1) then
    raise exception 'the name of a tag begins with the one it stands within' using errcode = 'check_violation', constraint = 'tags_path';
  end if;
  with recursive ancestor (id, level) as (
    select new.parent_id, 1
    union all
    select t.parent_id, a.level + 1 from ancestor a join public.tags t on t.id = a.id
     where t.parent_id is not null and a.level <= deepest
  )
  select count(*) into above from ancestor;
  if above >= deepest then
    raise exception 'tags stand too deep within each other' using errcode = 'check_violation', constraint = 'tags_depth';
  end if;
  return new;
end $$;
create trigger tags_place before insert or update of parent_id, name on tags for each row execute function app.place_tag();

-- What stands within a tag takes part in its new name.
create function app.rename_within() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.tags t set name = new.name || substr(t.name, length(old.name) + 1)
   where t.library_id = new.library_id and t.parent_id = new.id;
  return null;
end $$;
create trigger tags_within after update of name on tags
  for each row when (old.name is distinct from new.name) execute function app.rename_within();

-- Tags and those within them, as far as the asking person sees them.
create function app.tags_within(wanted uuid[]) returns uuid[]
  language sql stable
  return (
    with recursive within (library_id, id) as (
      select t.library_id, t.id from public.tags t where t.id = any (wanted)
      union
      select t.library_id, t.id from within w join public.tags t on t.library_id = w.library_id and t.parent_id = w.id
    )
    select coalesce(array_agg(id), '{}') from within
  );

-- ── Counts: what is in the trash is counted nowhere, and what comes back is ───────────────────
create or replace function app.count_tags() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.tags t
     set paper_count = t.paper_count + case tg_op when 'INSERT' then found.count else - found.count end
    from (select c.tag_id, count(*)::int as count
            from changed c join public.papers p on p.library_id = c.library_id and p.id = c.paper_id
           where p.trashed_at is null group by c.tag_id) as found
   where t.id = found.tag_id;
  return null;
end $$;

-- By statement and not by row: ten thousand papers in the trash at once are one change of a tag's row.
create function app.count_trashed_tags() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.tags t set paper_count = t.paper_count + found.count
    from (select pt.tag_id, sum(case when n.trashed_at is null then 1 else -1 end)::int as count
            from papers_before o
            join papers_after n on n.id = o.id
            join public.paper_tags pt on pt.library_id = n.library_id and pt.paper_id = n.id
           where (o.trashed_at is null) <> (n.trashed_at is null)
           group by pt.tag_id) as found
   where t.id = found.tag_id and found.count <> 0;
  return null;
end $$;
create trigger papers_trashed_tags after update on papers
  referencing old table as papers_before new table as papers_after
  for each statement execute function app.count_trashed_tags();

-- A paper leaves its tags while it is still there to be looked at; the foreign key would come too late.
create function app.untag_paper() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.paper_tags where library_id = old.library_id and paper_id = old.id;
  return old;
end $$;
create trigger papers_untag before delete on papers for each row execute function app.untag_paper();

revoke all on function app.count_trashed_tags(), app.untag_paper() from public;

update tags t set paper_count = counted.papers
  from (select t.id, count(p.id)::int as papers
          from tags t
          left join paper_tags pt on pt.library_id = t.library_id and pt.tag_id = t.id
          left join papers p on p.library_id = pt.library_id and p.id = pt.paper_id and p.trashed_at is null
         group by t.id) as counted
 where counted.id = t.id and t.paper_count <> counted.papers;
reset role;
