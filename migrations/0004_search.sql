-- The words of papers. Text operators are not leakproof, so under a row policy no text index is ever used; the words
-- stand in a narrow table of their own that the application cannot read, behind a definer function that knows who asks.

set role seogo_owner;

-- NFKC and lower case, without the accents of Latin letters: "Élan" and "elan" are one word. Plain ASCII, which most
-- abstracts are, needs no more than lower case and is spared the rest.
create function app.search_normal(given text) returns text
  language sql immutable strict parallel safe
  return case when octet_length(given) = length(given) then lower(given)
    else normalize(regexp_replace(normalize(lower(normalize(given, nfkc)), nfd), '[\u0300-\u036f]+', '', 'g'), nfc) end;

-- Signs as blanks, so that no parser takes "encoder/decoder" for a path or "e.g" for a host.
create function app.search_blanks(given text) returns text
  language sql immutable strict parallel safe
  return translate(given, $signs$!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~«»‘’“”„–—…·•※「」『』【】〈〉《》、。$signs$, repeat(' ', 64));

-- Hangul, Han and Kana. Their words are found by pairs of characters: a trigram index cannot serve the Korean nouns of
-- two syllables, and no dictionary for them comes with PostgreSQL.
create function app.search_pairs(run text) returns text
  language sql immutable strict parallel safe
  return (
    select string_agg(pair, ' ' order by place)
      from (select place, letter || coalesce(lead(letter) over (order by place), '') as pair
              from unnest(string_to_array(run, null)) with ordinality as letters (letter, place)) as pairs);

-- The words of a document: English stems for Latin runs, pairs for the others. Pairs run across blanks, so a compound is
-- found however it is spaced; every character begins a pair, the last of a run stands alone.
create function app.search_words(given text) returns tsvector
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  -- More than this is no metadata; a tsvector ends at 1 MB.
  plain text := app.search_normal(left(given, 30000));
  cjk constant text := '\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff';
  pairs text;
begin
  if octet_length(plain) = length(plain) or plain !~ ('[' || cjk || ']') then
    return to_tsvector('english', app.search_blanks(plain));
  end if;
  select string_agg(app.search_pairs(found.run[1]), ' ' order by found.place) into pairs
    from regexp_matches(regexp_replace(plain, '([' || cjk || '])\s+(?=[' || cjk || '])', '\1', 'g'),
                        '[' || cjk || ']+', 'g') with ordinality as found (run, place);
  return to_tsvector('english', app.search_blanks(regexp_replace(plain, '[' || cjk || ']+', ' ', 'g')))
      || to_tsvector('simple', pairs);
end $$;

-- What somebody typed, as a query: every word must be there. Pairs run within words only. The last word may be unfinished.
create function app.search_query(given text) returns tsquery
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  cjk constant text := '\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff';
  plain text := app.search_normal(left(given, 1000));
  words text[] := (regexp_split_to_array(
    trim(regexp_replace(regexp_replace(plain, '([' || cjk || ']+)', ' \1 ', 'g'), '[^[:alnum:]]+', ' ', 'g')), ' +'))[1:20];
  word text;
  part tsquery;
  whole tsquery := ''::tsquery;
begin
  for place in 1 .. coalesce(array_length(words, 1), 0) loop
    word := words[place];
    if word ~ ('^[' || cjk || ']') then
      -- A particle behind a noun says nothing of the paper; what is left of the word is found in all its forms.
      if length(word) > 2 then
        word := regexp_replace(word, '(?<=..)(으로|에서|에게|까지|부터|[은는이가을를의에와과도로])$', '');
      end if;
      if length(word) = 1 then
        part := to_tsquery('simple', word || ':*');
      else
        select to_tsquery('simple', string_agg(pair, ' <-> ' order by start)) into part
          from (select start, substr(word, start, 2) as pair from generate_series(1, length(word) - 1) as start) as pairs;
      end if;
    elsif word = '' then
      continue;
    else
      part := plainto_tsquery('english', word);
      if place = array_length(words, 1) and length(word) > 1 and plain !~ '\s$' then
        part := part || to_tsquery('simple', word || ':*');
      end if;
    end if;
    if numnode(part) > 0 then
      whole := case when numnode(whole) = 0 then part else whole && part end;
    end if;
  end loop;
  return whole;
end $$;

create table paper_search (
  paper_id uuid primary key,
  library_id uuid not null,
  words tsvector not null,
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index paper_search_library on paper_search (library_id, paper_id);
-- New words wait in a list that is folded in when it is full: an import is twice as fast, and a search reads 1 MB more at most.
create index paper_search_words on paper_search using gin (words) with (fastupdate = on, gin_pending_list_limit = 1024);
alter table paper_search enable row level security;
create policy system_all on paper_search to seogo_system using (true) with check (true);
grant select, insert, update, delete on paper_search to seogo_system;

-- Title A, people and venue and tags B, abstract C. A paper in the trash is found by nobody.
create function app.index_papers(changed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.paper_search s using public.papers p
   where p.id = any (changed) and p.id = s.paper_id and p.trashed_at is not null;
  insert into public.paper_search as s (paper_id, library_id, words)
    select p.id, p.library_id,
           setweight(app.search_words(p.title), 'A')
        || setweight(app.search_words(concat_ws(' . ', array_to_string(p.authors, ' . '), p.venue, p.year, t.names)), 'B')
        || setweight(app.search_words(coalesce(p.abstract, '')), 'C')
      from public.papers p
      left join lateral (
        select string_agg(t.name, ' . ' order by t.name) as names
          from public.paper_tags pt
          join public.tags t on t.id = pt.tag_id
         where pt.library_id = p.library_id and pt.paper_id = p.id) as t on true
     where p.id = any (changed) and p.trashed_at is null
  on conflict (paper_id) do update set words = excluded.words, library_id = excluded.library_id
    where s.words is distinct from excluded.words or s.library_id is distinct from excluded.library_id;
end $$;
revoke all on function app.index_papers(uuid[]) from public;
grant execute on function app.index_papers(uuid[]) to seogo_system;

create function app.index_changed_papers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.index_papers((select array_agg(id) from changed));
  return null;
end $$;
revoke all on function app.index_changed_papers() from public;
-- A trigger with a transition table cannot name columns; unchanged words are told apart where they would be written.
create trigger papers_index_new after insert on papers
  referencing new table as changed for each statement execute function app.index_changed_papers();
create trigger papers_index after update on papers
  referencing new table as changed for each statement execute function app.index_changed_papers();

create function app.index_tagged_papers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.index_papers((select array_agg(distinct paper_id) from changed));
  return null;
end $$;
revoke all on function app.index_tagged_papers() from public;
create trigger paper_tags_index_new after insert on paper_tags
  referencing new table as changed for each statement execute function app.index_tagged_papers();
create trigger paper_tags_index_gone after delete on paper_tags
  referencing old table as changed for each statement execute function app.index_tagged_papers();

create function app.index_renamed_tag() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.index_papers((select array_agg(paper_id) from public.paper_tags
                             where library_id = new.library_id and tag_id = new.id));
  return null;
end $$;
revoke all on function app.index_renamed_tag() from public;
create trigger tags_index after update of name on tags
  for each row when (old.name is distinct from new.name) execute function app.index_renamed_tag();

-- The papers of the asking person's libraries that hold every word, best first. Ranking reads the words of each
-- candidate, so only the newest 1,000 to 5,000 are ranked: a common word in 40,000 papers took 204 ms without a bound.
-- The caller joins the ids to papers, whose policy is the second wall.
create function app.search_papers(q text, most int) returns table (paper_id uuid, rank real)
  language plpgsql stable security definer rows 50
  set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  wanted tsquery := app.search_query(q);
  mine uuid[] := app.my_libraries();
begin
  if wanted is null or numnode(wanted) = 0 or cardinality(mine) = 0 then
    return;
  end if;
  return query
    select found.paper_id, ts_rank('{0.15, 0.35, 0.5, 1}', found.words, wanted, 1)
      from (select s.paper_id, s.words from public.paper_search s
             where s.library_id = any (mine) and s.words @@ wanted
             order by s.paper_id desc limit least(greatest(most, 1000), 5000)) as found
     order by 2 desc, 1 desc
     limit most;
end $$;
revoke all on function app.search_papers(text, int) from public;
grant execute on function app.search_papers(text, int) to seogo_app;
reset role;
