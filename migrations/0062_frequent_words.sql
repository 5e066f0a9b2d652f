-- Beginnings of frequent words are dear: an index gathers all that begins so before it meets the other words. A year begins
-- nothing, and a word that stands in many papers as it is written needs none that begin with it.

-- Loads pg_trgm: only then may its setting be part of a function.
select public.show_limit();

set role seogo_owner;

create or replace function app.search_part(word text, unfinished boolean) returns tsquery
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
      -- A word that says nothing ("against") is no beginning of another one, and a year of nothing.
      if unfinished and place = cardinality(pieces) and length(piece) > 1 and numnode(part) > 0 and piece !~ '^(19|20)[0-9]{2}$' then
        part := part || to_tsquery('simple', piece || ':*');
      end if;
    end if;
    if numnode(part) > 0 then
      whole := case when numnode(whole) = 0 then part else whole && part end;
    end if;
  end loop;
  -- Whatever has a figure in it may be an identifier or a citation key, but for a year.
  if length(word) between 4 and 300 and word ~ '[0-9]' and word !~ '^(19|20)[0-9]{2}$' then
    whole := whole || quote_literal('=' || regexp_replace(word, '^(https?://(dx\.)?doi\.org/|doi:|arxiv:|pmid:|isbn:)', ''))::tsquery;
  end if;
  return whole;
end $$;

-- Whether a word stands so often in the asking person's libraries, as it is written, that it is meant as it stands.
create function app.stands_often(word text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select coalesce(sum(v.papers), 0) >= 1000 from public.search_vocabulary v
           where v.library_id = any (app.my_libraries()) and v.kind = 'word' and v.term = app.search_normal(word));
revoke all on function app.stands_often(text) from public;
grant execute on function app.stands_often(text) to seogo_app;

create or replace function app.search_spellings(given text) returns table (word text, meant text[])
  language plpgsql stable security definer rows 2 set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_custom_plan set pg_trgm.similarity_threshold = 0.25
  -- "exists" makes the planner think that a walk soon meets a row; a word of no paper meets none.
  set enable_seqscan = off set enable_indexscan = off as $$
declare
  mine uuid[] := app.my_libraries();
  plain text := app.search_normal(left(given, 1000));
  words text[] := (regexp_split_to_array(trim(plain), '\s+'))[:20];
  tried int := 0;
  itself tsquery;
begin
  if not exists (select from public.search_learned l where l.library_id = any (mine)) then
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

reset role;
