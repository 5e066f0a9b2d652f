-- Of words that stand in thousands of titles, fewer are looked at: what comes first stays as good, and comes sooner.

set role seogo_owner;

create or replace function app.choose_papers(matched uuid[], wanted tsquery, any_term tsquery, mine uuid[], most int) returns uuid[]
  language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
  set enable_seqscan = off set enable_indexscan = off as $$
declare
  top int := (select coalesce(max(l.version), 0) / 32768 from public.libraries l where l.id = any (mine));
  looked int := 0;
  seen int;
  chosen uuid[] := '{}';
  weights real[] := '{}';
  titled uuid[];
  theirs real[];
begin
  for block_at in reverse top .. 0 loop
    exit when looked >= 2 * most;
    select array_agg(t.paper_id), array_agg(t.weight) into titled, theirs from (
      select s.paper_id, ts_rank('{1, 1, 1, 1}', s.title, any_term, 1) as weight from public.paper_search s
       where s.library_id = any (mine) and s.block = block_at::smallint and s.title @@ wanted
       limit 2 * most - looked) as t;
    seen := coalesce(cardinality(titled), 0);
    looked := looked + seen;
    if seen > 0 then
      chosen := chosen || titled;
      weights := weights || theirs;
    end if;
  end loop;
  if looked > most then
    return array(select t.id from unnest(chosen, weights) as t (id, weight) order by t.weight desc, t.id desc limit most);
  end if;
  return chosen || array(select id from unnest(matched) as id where id <> all (chosen) limit most - looked);
end $$;

reset role;
