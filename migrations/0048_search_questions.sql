-- Questions: how what somebody typed is read, found, ranked and explained. Text operators are not leakproof, so under a row
-- policy no text index is used; these functions run with their owner's rights and look into the asking person's libraries only.

-- Loads pg_trgm: only then may its setting be part of a function.
select public.show_limit();

set role seogo_owner;

-- ── Words of a question ───────────────────────────────────────────────────────────────────────
-- One word as it was typed, as a query: all of its parts, or the identifier it is. Pairs run within words only.
create function app.search_part(word text, unfinished boolean) returns tsquery
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  cjk constant text := '\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff';
  piece text;
  part tsquery;
  whole tsquery := ''::tsquery;
  pieces text[] := regexp_split_to_array(
    trim(regexp_replace(regexp_replace(word, '([' || cjk || ']+)', ' \1 ', 'g'), '[^[:alnum:]]+', ' ', 'g')), ' +');
begin
  for place in 1 .. least(cardinality(pieces), 20) loop
    piece := pieces[place];
    part := ''::tsquery;
    if piece ~ ('^[' || cjk || ']') then
      -- A particle behind a noun says nothing of the paper; what is left of the word is found in all its forms.
      if length(piece) > 2 then
        piece := regexp_replace(piece, '(?<=..)(으로|에서|에게|까지|부터|[은는이가을를의에와과도로])$', '');
      end if;
      if length(piece) = 1 then
        part := to_tsquery('simple', piece || ':*');
      else
        select to_tsquery('simple', string_agg(pair, ' <-> ' order by start)) into part
          from (select start, substr(piece, start, 2) as pair from generate_series(1, length(piece) - 1) as start) as pairs;
      end if;
    elsif piece <> '' then
      part := plainto_tsquery('english', piece);
      -- A word that says nothing ("against") is no beginning of another one.
      if unfinished and place = cardinality(pieces) and length(piece) > 1 and numnode(part) > 0 then
        part := part || to_tsquery('simple', piece || ':*');
      end if;
    end if;
    if numnode(part) > 0 then
      whole := case when numnode(whole) = 0 then part else whole && part end;
    end if;
  end loop;
  -- Whatever has a figure or a sign in it may be an identifier or a citation key.
  if length(word) between 4 and 300 and word ~ '[0-9]' then
    whole := whole || quote_literal('=' || regexp_replace(word, '^(https?://(dx\.)?doi\.org/|doi:|arxiv:|pmid:|isbn:)', ''))::tsquery;
  end if;
  return whole;
end $$;

-- What somebody typed as words, each as a query of its own. A word may have other spellings beside it: "grap|graph".
create function app.search_term_rows(given text) returns table (place int, word text, term tsquery)
  language plpgsql immutable strict parallel safe rows 5 set search_path = pg_catalog, pg_temp as $$
declare
  plain text := app.search_normal(left(given, 1000));
  words text[] := regexp_split_to_array(trim(regexp_replace(plain, '\s+', ' ', 'g')), ' ');
  spelling text;
  part tsquery;
begin
  for at in 1 .. least(coalesce(cardinality(words), 0), 20) loop
    term := null;
    foreach spelling in array regexp_split_to_array(words[at], '\|') loop
      part := app.search_part(spelling, at = cardinality(words) and plain !~ '\s$');
      -- Meant as a word that says nothing, it asks for nothing.
      if numnode(part) = 0 then
        term := null;
        exit;
      end if;
      term := case when term is null then part else term || part end;
    end loop;
    if term is not null then
      place := at;
      word := words[at];
      return next;
    end if;
  end loop;
end $$;

create function app.search_terms(given text) returns tsquery[]
  language sql immutable strict parallel safe
  return (select coalesce(array_agg(r.term order by r.place), '{}') from app.search_term_rows(given) as r);

create or replace function app.search_query(given text) returns tsquery
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  term tsquery;
  whole tsquery := ''::tsquery;
begin
  foreach term in array app.search_terms(given) loop
    whole := case when numnode(whole) = 0 then term else whole && term end;
  end loop;
  return whole;
end $$;

-- Words that must stand one after the other. Korean is written with and without blanks: only the letters count.
create function app.search_phrase(given text) returns tsquery
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  cjk constant text := '\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff';
  plain text := regexp_replace(app.search_normal(left(given, 300)), '([' || cjk || '])\s+(?=[' || cjk || '])', '\1', 'g');
  run text;
  part tsquery;
  whole tsquery := ''::tsquery;
begin
  for run in select r.run[1] from regexp_matches(plain, '[' || cjk || ']+|[^' || cjk || ']+', 'g') as r (run) loop
    if run ~ ('^[' || cjk || ']') then
      select to_tsquery('simple', case when length(run) = 1 then run || ':*' else string_agg(pair, ' <-> ' order by start) end)
        into part
        from (select start, substr(run, start, 2) as pair from generate_series(1, length(run) - 1) as start) as pairs;
    else
      part := phraseto_tsquery('english', app.search_blanks(run));
    end if;
    if numnode(part) > 0 then
      whole := case when numnode(whole) = 0 then part else whole && part end;
    end if;
  end loop;
  return whole;
end $$;

-- All that must be there; no node when nothing was said.
create function app.search_wanted(words text, phrases text[]) returns tsquery
  language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  phrase text;
  part tsquery;
  whole tsquery := app.search_query(coalesce(words, ''));
begin
  foreach phrase in array phrases loop
    part := app.search_phrase(phrase);
    if numnode(part) > 0 then
      whole := case when numnode(whole) = 0 then part else whole && part end;
    end if;
  end loop;
  return whole;
end $$;

-- What must not be there: any of these.
create function app.search_unwanted(without text[]) returns tsquery
  language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  phrase text;
  part tsquery;
  whole tsquery := ''::tsquery;
begin
  foreach phrase in array without loop
    part := app.search_phrase(phrase);
    if numnode(part) > 0 then
      whole := case when numnode(whole) = 0 then part else whole || part end;
    end if;
  end loop;
  return whole;
end $$;

-- People or venues whose name has a word that begins so, in the asking person's libraries, those with most papers first.
create function app.suggest_names(wanted text, beginning text, most int) returns table (name text, papers int)
  language plpgsql stable security definer rows 10 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  folded text := app.search_folded(left(beginning, 200));
  mine uuid[] := app.my_libraries();
begin
  if folded = '' then
    return;
  end if;
  return query
    select f.shown, sum(f.papers)::int from (
      select v.shown, v.papers from unnest(mine) as library (id) cross join lateral (
        select v.shown, v.papers from public.search_vocabulary v
         where v.library_id = library.id and v.kind = wanted
           and v.term >= folded collate "C" and v.term < (folded || U&'\+10FFFF') collate "C"
         limit 3000) as v) as f
     group by f.shown order by 2 desc, 1 limit most;
end $$;
revoke all on function app.suggest_names(text, text, int) from public;
grant execute on function app.suggest_names(text, text, int) to seogo_app;

-- What words of a question may have meant that stand in no paper of one's own libraries as they are written.
create function app.search_spellings(given text) returns table (word text, meant text[])
  language plpgsql stable security definer rows 2 set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_custom_plan set pg_trgm.similarity_threshold = 0.25 as $$
declare
  mine uuid[] := app.my_libraries();
  plain text := app.search_normal(left(given, 1000));
  words text[] := (regexp_split_to_array(trim(plain), '\s+'))[:20];
  tried int := 0;
  itself tsquery;
begin
  if not exists (select from public.search_vocabulary v where v.library_id = any (mine)) then
    return;
  end if;
  for at in 1 .. cardinality(words) loop
    word := words[at];
    continue when word !~ '^[a-z\u00df-\u03ff]{4,40}$';
    continue when exists (
      select from public.search_vocabulary v where v.library_id = any (mine) and v.kind = 'word'
         and case when at = cardinality(words) and plain !~ '\s$'
               then v.term >= word collate "C" and v.term < (word || U&'\+10FFFF') collate "C" else v.term = word end);
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
revoke all on function app.search_spellings(text) from public;
grant execute on function app.search_spellings(text) to seogo_app;

-- ── Finding ───────────────────────────────────────────────────────────────────────────────────
-- Up to so many papers of these libraries that hold what is wanted. Titles and newer blocks first when there are more.
create function app.find_papers(positive tsquery, wanted tsquery, mine uuid[], most int, within uuid[]) returns uuid[]
  language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
  -- LIMIT makes the planner think that a walk over the table soon meets enough.
  set enable_seqscan = off set enable_indexscan = off as $$
declare
  found uuid[] := '{}';
  top int := (select coalesce(max(l.version), 0) / 32768 from public.libraries l where l.id = any (mine));
  probe int := 0;
  asker uuid := app.user_id();
  any_term tsquery := replace(positive::text, ' & ', ' | ')::tsquery;
begin
  if within is not null then
    found := array(select s.paper_id from public.paper_search s
                    where s.paper_id = any (within) and s.library_id = any (mine) and s.words @@ wanted limit most)
          || array(select s.paper_id from public.text_search s
                    where s.paper_id = any (within) and s.library_id = any (mine) and s.words @@ wanted limit most);
  else
    if top > 0 then
      -- The block before the newest is a full one.
      select count(*) into probe from (
        select from public.paper_search s where s.library_id = any (mine) and s.block = (top - 1)::smallint and s.words @@ wanted
         limit 400) as tried;
    end if;
    if probe * top < 12000 and probe < 400 then
      found := array(select s.paper_id from public.paper_search s where s.library_id = any (mine) and s.words @@ wanted
                      order by s.paper_id desc limit most);
    else
      for block_at in reverse top .. 0 loop
        exit when cardinality(found) >= most / 2;
        found := found || array(select s.paper_id from public.paper_search s
                                 where s.library_id = any (mine) and s.block = block_at::smallint and s.title @@ wanted
                                 limit most / 2 - cardinality(found));
      end loop;
      for block_at in reverse top .. 0 loop
        exit when cardinality(found) >= most;
        found := found || array(select s.paper_id from public.paper_search s
                                 where s.library_id = any (mine) and s.block = block_at::smallint and s.words @@ wanted
                                   and not s.title @@ wanted
                                 limit most - cardinality(found));
      end loop;
    end if;
    if cardinality(found) < most then
      found := found || array(select s.paper_id from public.text_search s where s.library_id = any (mine) and s.words @@ wanted
                               limit most - cardinality(found));
    end if;
  end if;
  if cardinality(found) < most and exists (select from public.private_search p where p.user_id = asker) then
    found := found || array(
      select p.paper_id from public.private_search p join public.paper_search s on s.paper_id = p.paper_id
       where p.user_id = asker and p.library_id = any (mine) and s.library_id = p.library_id
         and p.words @@ any_term and (s.words || p.words) @@ wanted
         and (within is null or p.paper_id = any (within))
       limit most - cardinality(found));
  end if;
  return array(select distinct id from unnest(found) as id);
end $$;
revoke all on function app.find_papers(tsquery, tsquery, uuid[], int, uuid[]) from public;

-- The papers of the asking person's libraries that hold every word and phrase and none of what is excluded, in no order.
-- "within" are the only papers looked at, when told. The caller joins the ids to papers, whose policy is the second wall.
create function app.match_papers(given text, phrases text[], without text[], most int, within uuid[]) returns setof uuid
  language plpgsql stable security definer rows 500 set search_path = pg_catalog, pg_temp as $$
declare
  positive tsquery := app.search_wanted(given, phrases);
  negative tsquery := app.search_unwanted(without);
  mine uuid[] := app.my_libraries();
begin
  if numnode(positive) = 0 or cardinality(mine) = 0 then
    return;
  end if;
  return query select unnest(app.find_papers(
    positive, case when numnode(negative) = 0 then positive else positive && !!negative end, mine, most, within));
end $$;
revoke all on function app.match_papers(text, text[], text[], int, uuid[]) from public;
grant execute on function app.match_papers(text, text[], text[], int, uuid[]) to seogo_app;

-- How telling each word of a question is among so many papers (inverse document frequency, by the forms as they are
-- written). One that is not learned yet, or no word of letters, counts as a rare one.
create function app.search_tellings(given text, mine uuid[], papers real) returns table (place int, term tsquery, telling real)
  language plpgsql stable rows 5 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  forms text[];
  known bigint;
  each record;
begin
  for each in select r.* from app.search_term_rows(given) as r order by r.place loop
    forms := regexp_split_to_array(each.word, '\|');
    select sum(v.papers) into known from public.search_vocabulary v
     where v.library_id = any (mine) and v.kind = 'word' and v.term = any (forms);
    place := each.place;
    term := each.term;
    telling := ln(1 + papers / (1 + coalesce(known, 0)));
    return next;
  end loop;
end $$;
revoke all on function app.search_tellings(text, uuid[], real) from public;

-- The same, best first. Of many, titles choose 1,000; of these, the weighted words 200; those are ranked by how telling
-- each word is and how long the record, and the first 20 by the words as they were written. A rank says its stage before
-- the point: 2, 1, 0.
create function app.rank_papers(given text, phrases text[], without text[], most int, within uuid[])
  returns table (paper_id uuid, rank real)
  language plpgsql stable security definer rows 500
  set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
  positive tsquery := app.search_wanted(given, phrases);
  negative tsquery := app.search_unwanted(without);
  mine uuid[] := app.my_libraries();
  found uuid[];
  chosen uuid[];
  terms tsquery[];
  plain text[];
  telling real[];
  each record;
  papers real;
  any_term tsquery;
begin
  if numnode(positive) = 0 or cardinality(mine) = 0 then
    return;
  end if;
  found := app.find_papers(
    positive, case when numnode(negative) = 0 then positive else positive && !!negative end, mine, most, within);
  any_term := replace(positive::text, ' & ', ' | ')::tsquery;
  if cardinality(found) > 1000 then
    chosen := array(select s.paper_id from public.paper_search s where s.paper_id = any (found)
                     order by ts_rank('{1, 1, 1, 1}', s.title, any_term, 1) desc, s.paper_id desc limit 1000);
  else
    chosen := found;
  end if;
  plain := array(select w from unnest(regexp_split_to_array(app.search_folded(left(coalesce(given, ''), 1000)), ' ')) as w where w <> '');
  select greatest(sum(l.version), 10) into papers from public.libraries l where l.id = any (mine);
  select coalesce(array_agg(t.term order by t.place), '{}'), coalesce(array_agg(t.telling order by t.place), '{}') into terms, telling
    from app.search_tellings(coalesce(given, ''), mine, papers) as t;
  -- A phrase is as telling as a rare word.
  for each in select q from unnest(phrases) as phrase, app.search_phrase(phrase) as q where numnode(q) > 0 loop
    terms := terms || each.q;
    telling := telling || ln(1 + papers)::real;
  end loop;
  return query
    with weighed as materialized (
      select s.paper_id as id, ts_rank('{0.15, 0.35, 0.5, 1}', s.words, any_term, 1) as weight
        from public.paper_search s where s.paper_id = any (chosen)
    ), best as materialized (
      select w.id from weighed w order by w.weight desc, w.id desc limit 200
    ), scored as materialized (
      select s.paper_id as id,
             (select sum(t.telling * ts_rank('{0.15, 0.35, 0.5, 1}', s.words, t.term, 0)) from unnest(terms, telling) as t (term, telling))
               / (1 + 0.15 * ln(1 + length(s.words))) as score
        from best b join public.paper_search s on s.paper_id = b.id
    ), exact as materialized (
      select f.id, (select count(*) from unnest(plain) as w where quote_literal(w)::tsquery @@ f.said)::real
                    / greatest(cardinality(plain), 1) as share
        from (select t.id, to_tsvector('simple', app.search_blanks(app.search_normal(left(
                       concat_ws(' ', p.title, array_to_string(p.authors, ' '), p.venue, p.year, p.abstract), 8000)))) as said
                from (select s.id from scored s order by s.score desc, s.id desc limit 20) as t
                join public.papers p on p.id = t.id) as f
    )
    select s.id, (2 + s.score * power(0.3 + coalesce(e.share, 0), 2))::real
      from scored s left join exact e on e.id = s.id
    union all
    select w.id, (1 + least(w.weight, 0.99))::real from weighed w where w.id not in (select b.id from best b)
    union all
    select s.paper_id, least(ts_rank('{1, 1, 1, 1}', s.title, any_term, 1), 0.99)::real
      from public.paper_search s where cardinality(found) > 1000 and s.paper_id = any (found) and s.paper_id <> all (chosen);
end $$;
revoke all on function app.rank_papers(text, text[], text[], int, uuid[]) from public;
grant execute on function app.rank_papers(text, text[], text[], int, uuid[]) to seogo_app;

-- A text with what was found in it between signs of its own, in up to three pieces; null when nothing of it was found.
create function app.search_snippet(given text, positive tsquery) returns text
  language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  cjk constant text := '\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff';
  plain text := left(given, 200000);
  any_term tsquery := replace(replace(positive::text, ' & ', ' | '), ' <-> ', ' | ')::tsquery;
  letters text[];
  wanted text;
  at int;
begin
  -- The parser knows no words in runs of Han, Hangul and Kana: their pairs are looked for as they stand.
  letters := array(select distinct l from unnest(tsvector_to_array(
    to_tsvector('simple', translate(positive::text, $signs$'&|<>-()!:*$signs$, '           ')))) as l where l ~ ('^[' || cjk || ']+$'));
  foreach wanted in array letters loop
    at := strpos(plain, wanted);
    if at > 0 then
      plain := substr(plain, greatest(at - 60, 1), 240);
      return regexp_replace(plain, '((?:' || array_to_string(letters, '|') || ')+)', E'\u0002\\1\u0003', 'g');
    end if;
  end loop;
  return ts_headline('english', plain, any_term,
    E'StartSel="\u0002", StopSel="\u0003", MaxFragments=2, MaxWords=24, MinWords=8, FragmentDelimiter=" … "');
end $$;

-- In which fields of papers of the asking person's libraries the words stand. Notes and highlights are those they see.
create function app.explain_matches(wanted uuid[], given text, phrases text[])
  returns table (paper_id uuid, place int, field text, snippet text, file_id uuid, page int)
  language plpgsql stable security definer rows 50 set search_path = pg_catalog, pg_temp as $$
declare
  positive tsquery := app.search_wanted(given, phrases);
  mine uuid[] := app.my_libraries();
  me uuid := app.user_id();
  any_term tsquery := replace(positive::text, ' & ', ' | ')::tsquery;
begin
  if numnode(positive) = 0 then
    return;
  end if;
  return query
    with asked as materialized (
      select p.* from public.papers p where p.id = any (wanted) and p.library_id = any (mine) and p.trashed_at is null
    ), texts (id, place, field, said, file, page) as (
      select a.id, 1, 'title', a.title, null::uuid, null::int from asked a
      union all select a.id, 2, 'authors', array_to_string(a.authors, ', '), null, null from asked a
      union all select a.id, 3, 'venue', concat_ws(' ', a.venue, a.year), null, null from asked a
      union all select a.id, 4, 'tags', (select string_agg(t.name, ', ' order by t.name) from public.paper_tags pt
                  join public.tags t on t.id = pt.tag_id where pt.library_id = a.library_id and pt.paper_id = a.id), null, null from asked a
      union all select a.id, 6, 'abstract', a.abstract, null, null from asked a
      union all select a.id, 7, 'note', n.body, null, null from asked a
                  join public.notes n on n.library_id = a.library_id and n.paper_id = a.id
                 where n.trashed_at is null and (n.visibility = 'shared' or n.author_id = me)
      union all select a.id, 8, 'highlight', concat_ws(' — ', h.quote, nullif(h.comment, '')), h.file_id, h.page from asked a
                  join public.highlights h on h.library_id = a.library_id and h.paper_id = a.id
                 where h.removed_at is null and (h.visibility = 'library' or h.user_id = me)
      union all select a.id, 9, 'claim', app.verified_claims(w.findings), null, null from asked a
                  join public.analysis_runs r on r.library_id = a.library_id and r.paper_id = a.id
                  join public.analysis_answers w on w.library_id = r.library_id and w.run_id = r.id where w.findings is not null
      union all select a.id, 10, 'text', g.text, g.file_id, g.number from asked a
                  join public.text_search t on t.paper_id = a.id and t.words @@ any_term
                 cross join lateral (
                   -- The page that holds most of them; of a book, its first pages are looked at.
                   select g.text, g.file_id, g.number
                     from public.files f join public.pages g on g.library_id = f.library_id and g.file_id = f.id
                    cross join lateral app.text_words(g.text, 20000) as has (words)
                    where f.library_id = a.library_id and f.paper_id = a.id and g.number <= 200 and has.words @@ any_term
                    order by ts_rank(has.words, any_term) desc, g.number limit 1) as g
    )
    select t.id, t.place, t.field, app.search_snippet(t.said, positive), t.file, t.page
      from texts t where t.said is not null and app.text_words(t.said, 200000) @@ any_term
    union all
    select a.id, 5, 'identifier', concat_ws(' · ', a.doi, a.arxiv_id, a.pmid, a.isbn, k.key), null, null
      from asked a left join public.citation_keys k on k.library_id = a.library_id and k.paper_id = a.id
     where app.search_ids(array[a.doi, a.arxiv_id, a.pmid, a.pmcid, a.isbn, a.citation_key, k.key]) @@ any_term
     order by 1, 2, 6;
end $$;
revoke all on function app.explain_matches(uuid[], text, text[]) from public;
grant execute on function app.explain_matches(uuid[], text, text[]) to seogo_app;

-- What each word of a question adds to the rank of a paper: how telling it is, and the weight of the fields it stands in.
create function app.explain_rank(wanted uuid[], given text) returns table (paper_id uuid, place int, telling real, weight real)
  language plpgsql stable security definer rows 50 set search_path = pg_catalog, pg_temp as $$
declare
  mine uuid[] := app.my_libraries();
  papers real := (select greatest(sum(l.version), 10) from public.libraries l where l.id = any (mine));
begin
  return query
    select s.paper_id, t.place, t.telling, ts_rank('{0.15, 0.35, 0.5, 1}', s.words, t.term, 0)
      from app.search_tellings(coalesce(given, ''), mine, papers) as t, public.paper_search s
     where s.paper_id = any (wanted) and s.library_id = any (mine) order by 1, 2;
end $$;
revoke all on function app.explain_rank(uuid[], text) from public;
grant execute on function app.explain_rank(uuid[], text) to seogo_app;

-- Whether a paper's record holds one of these, for a question that only excludes.
create function app.paper_holds(wanted uuid, without text[]) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return coalesce((select s.words @@ app.search_unwanted(without) from public.paper_search s
                    where s.paper_id = wanted and s.library_id = any (app.my_libraries())), false);
revoke all on function app.paper_holds(uuid, text[]) from public;
grant execute on function app.paper_holds(uuid, text[]) to seogo_app;

drop function app.search_papers(text, int);

reset role;
