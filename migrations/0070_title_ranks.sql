-- Of a frequent word the best papers are found without looking at the others: an index holds the words of titles by how much
-- each tells of its paper, so the upper end is read first. Before, titles were read newest first until there were enough.
-- What is found of a question no longer than a page is found by statements that are planned once a connection.

select public.show_limit();

set role seogo_owner;

-- ── How much a word tells of a paper ──────────────────────────────────────────────────────────
-- The rank of a paper for one word by all of its fields, by the length of its record: a title's word reaches 0.3 and more,
-- another one less.
create function app.word_rank(words tsvector, term tsquery) returns real
  language sql immutable strict parallel safe
  return (ts_rank('{0.15, 0.35, 0.5, 1}', words, term, 0) / (1 + 0.15 * ln(1 + length(words))))::real;

-- The words of a title, each behind two figures: 00 to 91, how high the paper ranks for it.
create function app.title_ranks(words tsvector) returns tsvector
  language sql immutable strict parallel safe
  return (
    select coalesce(string_agg(
             '''' || lpad(width_bucket(app.word_rank(words, (q.quoted)::tsquery)::float8, 0.3, 0.58, 90)::text, 2, '0') || substr(q.quoted, 2)
               || ':' || array_to_string(w.positions[:6], ','), ' '), '')::tsvector
      from unnest(words) as w,
           lateral (select '''' || replace(replace(w.lexeme, '\', '\\'), '''', '''''') || '''') as q (quoted)
     -- An identifier stands with the title and is none of its words.
     where 'A' = any (w.weights) and not starts_with(w.lexeme, '='));

-- The same question asked of title_ranks, of papers that rank so high and higher for each of its words.
create function app.title_query(term tsquery, least_rank int) returns tsquery
  language sql immutable strict parallel safe
  return regexp_replace(term::text, '''((?:[^'']|'''')*)''(:\*)?',
    '(' || (select string_agg('''' || lpad(at::text, 2, '0') || '\1''\2', ' | ') from generate_series(least_rank, 91) as at) || ')',
    'g')::tsquery;

drop index paper_search_title;
alter table paper_search drop column title;
create index paper_search_title on paper_search using gin (library_id, app.title_ranks(words))
  with (fastupdate = on, gin_pending_list_limit = 1024);

create or replace function app.index_papers(changed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.paper_search s using public.papers p
   where p.id = any (changed) and p.id = s.paper_id and p.trashed_at is not null;
  delete from public.text_search s using public.papers p
   where p.id = any (changed) and p.id = s.paper_id and p.trashed_at is not null;
  insert into public.paper_search as s (paper_id, library_id, block, words)
    select p.id, p.library_id, least(p.version / 32768, 32767)::smallint,
           setweight(app.search_words(p.title), 'A')
        || app.search_ids(array[p.doi, p.arxiv_id, p.pmid, p.pmcid, p.isbn, p.citation_key, k.key])
        || setweight(app.search_words(concat_ws(' . ', array_to_string(p.authors, ' . '), p.venue, p.year, t.names)), 'B')
        || setweight(app.search_words(concat_ws(' . ', p.abstract, n.bodies, h.marked, a.claims)), 'C')
      from public.papers p
      left join public.citation_keys k on k.library_id = p.library_id and k.paper_id = p.id
      left join lateral (
        select string_agg(t.name, ' . ' order by t.name) as names
          from public.paper_tags pt
          join public.tags t on t.id = pt.tag_id
         where pt.library_id = p.library_id and pt.paper_id = p.id) as t on true
      left join lateral (
        select string_agg(n.body, ' . ' order by n.id) as bodies from public.notes n
         where n.library_id = p.library_id and n.paper_id = p.id and n.visibility = 'shared' and n.trashed_at is null) as n on true
      left join lateral (
        select string_agg(concat_ws(' . ', h.quote, h.comment, array_to_string(h.tags, ' . ')), ' . ' order by h.id) as marked
          from public.highlights h
         where h.library_id = p.library_id and h.paper_id = p.id and h.visibility = 'library' and h.removed_at is null) as h on true
      left join lateral (
        select string_agg(app.verified_claims(a.findings), ' . ' order by a.id) as claims
          from public.analysis_runs r join public.analysis_answers a on a.library_id = r.library_id and a.run_id = r.id
         where r.library_id = p.library_id and r.paper_id = p.id and a.findings is not null) as a on true
     where p.id = any (changed) and p.trashed_at is null
  on conflict (paper_id) do update set words = excluded.words, library_id = excluded.library_id
    where s.words is distinct from excluded.words or s.library_id is distinct from excluded.library_id;
  update public.text_search t set words = s.words || ts_filter(t.words, '{d}'), library_id = s.library_id
    from public.paper_search s
   where t.paper_id = any (changed) and s.paper_id = t.paper_id
     and (ts_filter(t.words, '{a,b,c}') is distinct from s.words or t.library_id <> s.library_id);
  perform app.index_texts(coalesce((
    select array_agg(p.id) from public.papers p
     where p.id = any (changed) and p.trashed_at is null
       and exists (select from public.files f where f.library_id = p.library_id and f.paper_id = p.id and f.state = 'read')
       and not exists (select from public.text_search t where t.paper_id = p.id)), '{}'));
end $$;

-- ── Ranking ───────────────────────────────────────────────────────────────────────────────────
-- The papers that are ranked closely, of many: those that rank highest for each word by their titles, as many as are needed
-- from the upper end down; when titles are too few, others of those that were found.
drop function app.choose_papers(uuid[], tsquery, tsquery, uuid[], int);
create function app.choose_papers(terms tsquery[], unwanted tsquery, mine uuid[], most int) returns uuid[]
  language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_indexscan = off as $$
declare
  -- Each holds about three times as many papers as the one before, whatever the word (bench/search.ts).
  floors constant int[] := '{70, 66, 62, 50, 45, 42, 39, 35, 0}';
  enough constant int := 200;
  least_rank int;
  term tsquery;
  ranked tsquery;
  chosen uuid[] := '{}';
  titled uuid[];
begin
  foreach least_rank in array floors loop
    ranked := ''::tsquery;
    foreach term in array terms loop
      ranked := case when numnode(ranked) = 0 then app.title_query(term, least_rank) else ranked && app.title_query(term, least_rank) end;
    end loop;
    titled := array(
      select t.paper_id from (
        select s.paper_id, s.words from public.paper_search s
         where s.library_id = any (mine) and app.title_ranks(s.words) @@ ranked limit most offset 0) as t
       where numnode(unwanted) = 0 or not t.words @@ unwanted);
    -- Cut short, these may lack what the step before has.
    chosen := case when cardinality(titled) < most then titled else array(select id from unnest(chosen || titled) as id group by id) end;
    exit when cardinality(chosen) >= enough;
  end loop;
  return chosen;
end $$;
revoke all on function app.choose_papers(tsquery[], tsquery, uuid[], int) from public;

-- Whether a question is one word that stands in more papers than are counted, as it is written, by the vocabulary. What it
-- counted is half a minute old, and some of it may have gone since.
create function app.is_frequent(given text, mine uuid[], most int) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp
  return given !~ '\S\s+\S' and (
    select coalesce(sum(v.papers), 0) > 1.25 * most from public.search_vocabulary v
     where v.library_id = any (mine) and v.kind = 'word' and v.term = app.search_normal(trim(given)));
revoke all on function app.is_frequent(text, uuid[], int) from public;

-- As match_papers, best first: up to "first" of them behind a rank and id, all of them without; with how many were found, up
-- to "most". Of more than 1,000 those are ranked closely that the titles choose; of these 200 by how telling each word is and
-- how long the record, and the first 20 by the words as they were written. A rank says before the point whether it is close
-- (2) or not.
create or replace function app.rank_papers(
    given text, phrases text[], without text[], most int, within uuid[], library uuid, first int, after_rank real, after_id uuid)
  returns table (total int, ids uuid[], ranks real[])
  language plpgsql stable security definer rows 1
  set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  positive tsquery := app.search_wanted(given, phrases);
  negative tsquery := app.search_unwanted(without);
  mine uuid[] := app.asked_libraries(library);
  any_term tsquery := app.search_any(positive);
  closely constant int := 200;
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
  select greatest(sum(l.version), 10) into papers from public.libraries l where l.id = any (mine);
  select coalesce(array_agg(t.term order by t.place), '{}'), coalesce(array_agg(t.telling order by t.place), '{}') into terms, telling
    from app.search_tellings(coalesce(given, ''), mine, papers) as t;
  -- A phrase is as telling as a rare word.
  for each in select q from unnest(phrases) as phrase, app.search_phrase(phrase) as q where numnode(q) > 0 loop
    terms := terms || each.q;
    telling := telling || ln(1 + papers)::real;
  end loop;
  -- Of one frequent word it is known beforehand that there are more than are counted.
  if within is null and first <= closely and after_rank is null and cardinality(phrases) = 0 and numnode(negative) = 0
     and app.is_frequent(given, mine, most) then
    chosen := app.choose_papers(terms, negative, mine, 1000);
    total := case when cardinality(chosen) >= closely then most else 0 end;
  end if;
  if total = 0 then
    matched := app.find_papers(
      positive, case when numnode(negative) = 0 then positive else positive && !!negative end, mine, most, within);
    total := cardinality(matched);
    if total = 0 then
      return next;
      return;
    end if;
    if total <= 1000 or within is not null then
      chosen := matched;
    else
      chosen := coalesce(chosen, app.choose_papers(terms, negative, mine, 1000));
      if cardinality(chosen) < closely then
        chosen := array(select id from unnest(chosen || matched[:1000]) as id group by id);
      end if;
    end if;
  end if;
  if cardinality(chosen) <= closely then
    best := chosen;
  else
    best := array(select s.paper_id from public.paper_search s where s.paper_id = any (chosen)
                   order by app.word_rank(s.words, any_term) desc, s.paper_id desc limit closely);
  end if;
  -- Whole words, as patterns of how they are written in a record.
  plain := array(select '\m' || regexp_replace(w, '([^[:alnum:]])', '\\\1', 'g') || '\M'
                   from unnest(string_to_array(app.search_folded(left(coalesce(given, ''), 1000)), ' ')) as w where w <> '');
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
        select s.paper_id as id, (1 + least(app.word_rank(s.words, any_term), 0.99))::real as rank
          from public.paper_search s
         where s.paper_id in (select id from unnest(matched || chosen) as id except select id from unnest(best) as id)) as l
       where after_rank is null or (l.rank, l.id) < (after_rank, after_id)
       order by l.rank desc, l.id desc limit first - cardinality(ids)) as r;
  end if;
  return next;
end $$;

alter function app.find_papers(tsquery, tsquery, uuid[], int, uuid[]) set plan_cache_mode = force_generic_plan;
alter function app.search_tellings(text, uuid[], real) set plan_cache_mode = force_generic_plan;
alter function app.suggest_names(text, text, int) set plan_cache_mode = force_generic_plan;

create or replace function app.search_spellings(given text) returns table (word text, meant text[])
  language plpgsql stable security definer rows 2 set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan set pg_trgm.similarity_threshold = 0.25
  -- "exists" makes the planner think that a walk soon meets a row; a word of no paper meets none.
  set enable_seqscan = off set enable_indexscan = off as $$
declare
  mine uuid[] := app.my_libraries();
  plain text := app.search_normal(left(given, 1000));
  words text[] := (regexp_split_to_array(trim(plain), '\s+'))[:20];
  tried int := 0;
  itself tsquery;
  last text;
begin
  if not exists (select from public.search_learned l where l.library_id = any (mine)) then
    return;
  end if;
  for at in 1 .. cardinality(words) loop
    word := words[at];
    continue when word !~ '^[a-z\u00df-\u03ff]{4,40}$';
    -- The last word may be unfinished.
    last := word || case when at = cardinality(words) and plain !~ '\s$' then U&'\+10FFFF' else '' end;
    continue when exists (
      select from public.search_vocabulary v where v.library_id = any (mine) and v.kind = 'word'
         and v.term >= word collate "C" and v.term <= last collate "C");
    itself := plainto_tsquery('english', word);
    continue when numnode(itself) = 0;
    -- Notes and texts are in the index and not in the vocabulary; a word that is no stem cannot be told from its kin there.
    continue when trim(itself::text, '''') = word and (
         exists (select from public.paper_search s where s.library_id = any (mine) and s.words @@ itself)
      or exists (select from public.text_search s where s.library_id = any (mine) and s.words @@ itself));
    tried := tried + 1;
    exit when tried > 4;
    select array_agg(l.term order by l.distance, l.papers desc, l.term) into meant from (
      select v.term, sum(v.papers) as papers,
             public.levenshtein_less_equal(v.term, word, 3)
               -- Two letters that changed places are one slip.
             - case when length(v.term) = length(word)
                     and (select array_agg(c order by c) from unnest(string_to_array(v.term, null)) as c)
                       = (select array_agg(c order by c) from unnest(string_to_array(word, null)) as c) then 1 else 0 end as distance
        from public.search_vocabulary v
       where v.library_id = any (mine) and v.kind = 'word' and v.term operator(public.%) word
         and abs(length(v.term) - length(word)) <= 2
       group by v.term order by distance, papers desc limit 6) as l
     where l.distance <= case when length(word) > 7 then 2 else 1 end;
    if meant is not null then
      return next;
    end if;
  end loop;
end $$;

reset role;
