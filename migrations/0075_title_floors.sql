-- A question of several frequent words asked the index of titles for every rank of each word. A word of a title now stands
-- under each floor that its rank reaches, so one floor is one word to look for.

-- Loads pg_trgm: only then may its setting be part of a function.
select public.show_limit();

set role seogo_owner;

drop index paper_search_title;
drop function app.title_query(tsquery, int);
drop function app.title_ranks(tsvector);

-- Ranks of words of titles, from the lowest up. Of all words of titles about half reach each that reach the one before; those
-- between are for libraries whose abstracts are shorter or longer than usual (bench/search.ts prints how papers are found).
create function app.title_floors() returns real[]
  language sql immutable parallel safe
  return '{0, 0.38, 0.409, 0.42, 0.428, 0.436, 0.444, 0.46, 0.476, 0.492, 0.5, 0.508, 0.516, 0.54}'::real[];

-- The words of a title, each once behind a letter for every floor that its paper reaches for it: "a" for all, "b" and so on.
create function app.title_ranks(words tsvector) returns tsvector
  language sql immutable strict parallel safe
  return (
    select coalesce(string_agg('''' || chr(96 + f.place::int) || substr(w.quoted, 2) || ':' || w.places, ' '), '')::tsvector
      from (select q.quoted, array_to_string(w.positions[:6], ',') as places, app.word_rank(words, (q.quoted)::tsquery) as rank
              from unnest(words) as w,
                   lateral (select '''' || replace(replace(w.lexeme, '\', '\\'), '''', '''''') || '''') as q (quoted)
             -- An identifier stands with the title and is none of its words.
             where 'A' = any (w.weights) and not starts_with(w.lexeme, '=') offset 0) as w
      join unnest(app.title_floors()) with ordinality as f (floor, place) on w.rank >= f.floor);

-- The same question asked of title_ranks, of papers that reach a floor for each of its words.
create function app.title_query(term tsquery, place int) returns tsquery
  language sql immutable strict parallel safe
  return regexp_replace(term::text, '''((?:[^'']|'''')*)''', '''' || chr(96 + place) || '\1''', 'g')::tsquery;

create index paper_search_title on paper_search using gin (library_id, app.title_ranks(words))
  with (fastupdate = on, gin_pending_list_limit = 1024);

create or replace function app.choose_papers(terms tsquery[], unwanted tsquery, mine uuid[], most int) returns uuid[]
  language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_indexscan = off as $$
declare
  enough constant int := 200;
  term tsquery;
  whole tsquery;
  ranked tsquery;
  chosen uuid[] := '{}';
  titled uuid[];
begin
  foreach term in array terms loop
    whole := case when whole is null then term else whole && term end;
  end loop;
  for place in reverse cardinality(app.title_floors()) .. 1 loop
    ranked := app.title_query(whole, place);
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

reset role;
