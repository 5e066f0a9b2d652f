-- The newest blocks are counted while they are read, not once before.

set role seogo_owner;

create or replace function app.find_papers(positive tsquery, wanted tsquery, mine uuid[], most int, within uuid[]) returns uuid[]
  language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
  -- LIMIT makes the planner think that a walk over the table soon meets enough.
  set enable_seqscan = off set enable_indexscan = off as $$
declare
  found uuid[] := '{}';
  others uuid[] := '{}';
  top int := (select coalesce(max(l.version), 0) / 32768 from public.libraries l where l.id = any (mine));
  asker uuid := app.user_id();
  missing boolean := true;
begin
  if within is not null then
    found := array(select s.paper_id from public.paper_search s
                    where s.paper_id = any (within) and s.library_id = any (mine) and s.words @@ wanted limit most);
    others := array(select s.paper_id from public.text_search s
                     where s.paper_id = any (within) and s.library_id = any (mine) and s.words @@ wanted limit most);
  else
    -- The newest two blocks say how many there will be: the second one is full.
    for block_at in reverse top .. greatest(top - 1, 1) loop
      exit when cardinality(found) >= most;
      found := found || array(select s.paper_id from public.paper_search s
                               where s.library_id = any (mine) and s.block = block_at::smallint and s.words @@ wanted
                               limit most - cardinality(found));
    end loop;
    if cardinality(found) >= most then
      missing := false;
    elsif cardinality(found) * top <= most then
      found := array(select s.paper_id from public.paper_search s where s.library_id = any (mine) and s.words @@ wanted limit most);
      missing := false;
    end if;
    if missing then
      for block_at in reverse greatest(top - 2, 0) .. 0 loop
        exit when cardinality(found) >= most;
        found := found || array(select s.paper_id from public.paper_search s
                                 where s.library_id = any (mine) and s.block = block_at::smallint and s.words @@ wanted
                                 limit most - cardinality(found));
      end loop;
    end if;
    if cardinality(found) < most then
      others := array(select s.paper_id from public.text_search s where s.library_id = any (mine) and s.words @@ wanted
                       limit most - cardinality(found));
    end if;
  end if;
  if cardinality(found) < most and exists (select from public.private_search p where p.user_id = asker) then
    others := others || array(
      select p.paper_id from public.private_search p join public.paper_search s on s.paper_id = p.paper_id
       where p.user_id = asker and p.library_id = any (mine) and s.library_id = p.library_id
         and p.words @@ app.search_any(positive) and (s.words || p.words) @@ wanted
         and (within is null or p.paper_id = any (within))
       limit most - cardinality(found));
  end if;
  return case when cardinality(others) = 0 then found
    else array(select id from unnest(found || others) as id group by id limit most) end;
end $$;

reset role;
