-- Questions answered with less work: one call gives a page and how many there are, what is ranked closely is chosen in
-- smaller stages, and nothing is parsed anew. What is counted is what is looked at: 10,000 papers at most.

select public.show_limit();

set role seogo_owner;

drop function app.rank_papers(text, text[], text[], int, uuid[]);
drop function app.match_papers(text, text[], text[], int, uuid[]);
drop function app.find_papers(tsquery, tsquery, uuid[], int, uuid[]);

-- Signs as blanks; a pattern does it ten times faster than "translate" of so many.
create or replace function app.search_blanks(given text) returns text
  language sql immutable strict parallel safe
  return regexp_replace(given, $signs$[]!"#$%&'()*+,./:;<=>?@[\\^_`{|}~«»‘’“”„–—…·•※「」『』【】〈〉《》、。-]$signs$, ' ', 'g');

-- The asking person's libraries, or the one of them that is told.
create function app.asked_libraries(library uuid) returns uuid[]
  language sql stable set search_path = pg_catalog, pg_temp
  return case when library is null then app.my_libraries()
              when library = any (app.my_libraries()) then array[library] else '{}' end;

-- ── Finding ───────────────────────────────────────────────────────────────────────────────────
-- Up to so many papers of these libraries that hold what is wanted; newer blocks first when there are more.
create function app.find_papers(positive tsquery, wanted tsquery, mine uuid[], most int, within uuid[]) returns uuid[]
  language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
  -- LIMIT makes the planner think that a walk over the table soon meets enough.
  set enable_seqscan = off set enable_indexscan = off as $$
declare
  found uuid[] := '{}';
  others uuid[] := '{}';
  top int := (select coalesce(max(l.version), 0) / 32768 from public.libraries l where l.id = any (mine));
  asker uuid := app.user_id();
  probe int := 0;
begin
  if within is not null then
    found := array(select s.paper_id from public.paper_search s
                    where s.paper_id = any (within) and s.library_id = any (mine) and s.words @@ wanted limit most);
    others := array(select s.paper_id from public.text_search s
                     where s.paper_id = any (within) and s.library_id = any (mine) and s.words @@ wanted limit most);
  else
    if top > 0 then
      -- The block before the newest is a full one: it says how many there will be.
      select count(*) into probe from (
        select from public.paper_search s where s.library_id = any (mine) and s.block = (top - 1)::smallint and s.words @@ wanted
         limit 1 + 2 * most / top) as tried;
    end if;
    if probe * top <= most then
      found := array(select s.paper_id from public.paper_search s where s.library_id = any (mine) and s.words @@ wanted limit most);
    else
      for block_at in reverse top .. 0 loop
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
revoke all on function app.find_papers(tsquery, tsquery, uuid[], int, uuid[]) from public;

-- The question with "or" between its words.
create function app.search_any(positive tsquery) returns tsquery
  language sql immutable strict parallel safe
  return replace(positive::text, ' & ', ' | ')::tsquery;

-- The papers of the asking person's libraries, or of one, that hold every word and phrase and none of what is excluded, in
-- no order. "within" are the only papers looked at, when told. The caller joins the ids to papers, whose policy is the second wall.
create function app.match_papers(given text, phrases text[], without text[], most int, within uuid[], library uuid) returns setof uuid
  language plpgsql stable security definer rows 500 set search_path = pg_catalog, pg_temp as $$
declare
  positive tsquery := app.search_wanted(given, phrases);
  negative tsquery := app.search_unwanted(without);
  mine uuid[] := app.asked_libraries(library);
begin
  if numnode(positive) = 0 or cardinality(mine) = 0 then
    return;
  end if;
  return query select unnest(app.find_papers(
    positive, case when numnode(negative) = 0 then positive else positive && !!negative end, mine, most, within));
end $$;
revoke all on function app.match_papers(text, text[], text[], int, uuid[], uuid) from public;
grant execute on function app.match_papers(text, text[], text[], int, uuid[], uuid) to seogo_app;

-- ── Ranking ───────────────────────────────────────────────────────────────────────────────────
-- The papers that are ranked by all of their words, of many found: those whose titles hold what is wanted, newer blocks
-- first, the best titles of them; then any others.
create function app.choose_papers(matched uuid[], wanted tsquery, any_term tsquery, mine uuid[], most int) returns uuid[]
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
    exit when looked >= 3 * most;
    select array_agg(t.paper_id), array_agg(t.weight) into titled, theirs from (
      select s.paper_id, ts_rank('{1, 1, 1, 1}', s.title, any_term, 1) as weight from public.paper_search s
       where s.library_id = any (mine) and s.block = block_at::smallint and s.title @@ wanted
       limit 3 * most - looked) as t;
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
revoke all on function app.choose_papers(uuid[], tsquery, tsquery, uuid[], int) from public;

-- As match_papers, best first: up to "first" of them behind a rank and id, all of them without; with how many were found.
-- Of more than 1,000 the titles choose those; of these the weighted words 200; those are ranked by how telling each word is
-- and how long the record, and the first 20 by the words as they were written. A rank says its stage before the point:
-- 2, 1, 0.
create function app.rank_papers(
    given text, phrases text[], without text[], most int, within uuid[], library uuid, first int, after_rank real, after_id uuid)
  returns table (total int, ids uuid[], ranks real[])
  language plpgsql stable security definer rows 1
  set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  positive tsquery := app.search_wanted(given, phrases);
  negative tsquery := app.search_unwanted(without);
  mine uuid[] := app.asked_libraries(library);
  any_term tsquery := app.search_any(positive);
  wanted tsquery;
  matched uuid[];
  chosen uuid[];
  best uuid[];
  terms tsquery[];
  plain text[];
  telling real[];
  each record;
  papers real;
begin
  total := 0;
  ids := '{}';
  ranks := '{}';
  if numnode(positive) = 0 or cardinality(mine) = 0 then
    return next;
    return;
  end if;
  wanted := case when numnode(negative) = 0 then positive else positive && !!negative end;
  matched := app.find_papers(positive, wanted, mine, most, within);
  total := cardinality(matched);
  if total = 0 then
    return next;
    return;
  end if;
  if total <= 1000 then
    chosen := matched;
  elsif within is null then
    chosen := app.choose_papers(matched, wanted, any_term, mine, 1000);
  else
    chosen := array(select s.paper_id from public.paper_search s where s.paper_id = any (matched)
                     order by ts_rank('{1, 1, 1, 1}', s.title, any_term, 1) desc, s.paper_id desc limit 1000);
  end if;
  if cardinality(chosen) <= 200 then
    best := chosen;
  else
    best := array(select s.paper_id from public.paper_search s where s.paper_id = any (chosen)
                   order by ts_rank('{0.15, 0.35, 0.5, 1}', s.words, any_term, 1) desc, s.paper_id desc limit 200);
  end if;
  -- Whole words, as patterns of how they are written in a record.
  plain := array(select '\m' || regexp_replace(w, '([^[:alnum:]])', '\\\1', 'g') || '\M'
                   from unnest(string_to_array(app.search_folded(left(coalesce(given, ''), 1000)), ' ')) as w where w <> '');
  select greatest(sum(l.version), 10) into papers from public.libraries l where l.id = any (mine);
  select coalesce(array_agg(t.term order by t.place), '{}'), coalesce(array_agg(t.telling order by t.place), '{}') into terms, telling
    from app.search_tellings(coalesce(given, ''), mine, papers) as t;
  -- A phrase is as telling as a rare word.
  for each in select q from unnest(phrases) as phrase, app.search_phrase(phrase) as q where numnode(q) > 0 loop
    terms := terms || each.q;
    telling := telling || ln(1 + papers)::real;
  end loop;
  select array_agg(r.id order by r.rank desc, r.id desc), array_agg(r.rank order by r.rank desc, r.id desc) into ids, ranks from (
    with scored as materialized (
      select s.paper_id as id,
             (select sum(t.telling * ts_rank('{0.15, 0.35, 0.5, 1}', s.words, t.term, 0)) from unnest(terms, telling) as t (term, telling))
               / (1 + 0.15 * ln(1 + length(s.words))) as score
        from public.paper_search s where s.paper_id = any (best)
    ), exact as materialized (
      select f.id, (select count(*) from unnest(plain) as w where f.said ~ w)::real / greatest(cardinality(plain), 1) as share
        from (select t.id, app.search_normal(left(concat_ws(' ', p.title, array_to_string(p.authors, ' '), p.venue, p.year, p.abstract), 8000)) as said
                from (select s.id from scored s order by s.score desc, s.id desc limit 20) as t
                join public.papers p on p.id = t.id offset 0) as f
    ), ranked as (
      select s.id, (2 + s.score * power(0.3 + coalesce(e.share, 0), 2))::real as rank from scored s left join exact e on e.id = s.id
    )
    select r.id, r.rank from ranked r
     where after_rank is null or (r.rank, r.id) < (after_rank, after_id)
     order by r.rank desc, r.id desc limit first) as r;
  ids := coalesce(ids, '{}');
  ranks := coalesce(ranks, '{}');
  if total > cardinality(best) and (first is null or cardinality(ids) < first) then
    -- Behind those, as far as somebody goes on.
    select ids || coalesce(array_agg(r.id order by r.rank desc, r.id desc), '{}'),
           ranks || coalesce(array_agg(r.rank order by r.rank desc, r.id desc), '{}') into ids, ranks from (
      select l.id, l.rank from (
        select s.paper_id as id,
               case when s.paper_id = any (chosen) then 1 + least(ts_rank('{0.15, 0.35, 0.5, 1}', s.words, any_term, 1), 0.99)
                 else least(ts_rank('{1, 1, 1, 1}', s.title, any_term, 1), 0.99) end::real as rank
          from public.paper_search s
         where s.paper_id in (select id from unnest(matched || chosen) as id except select id from unnest(best) as id)) as l
       where after_rank is null or (l.rank, l.id) < (after_rank, after_id)
       order by l.rank desc, l.id desc limit first - cardinality(ids)) as r;
  end if;
  return next;
end $$;
revoke all on function app.rank_papers(text, text[], text[], int, uuid[], uuid, int, real, uuid) from public;
grant execute on function app.rank_papers(text, text[], text[], int, uuid[], uuid, int, real, uuid) to seogo_app;

reset role;
