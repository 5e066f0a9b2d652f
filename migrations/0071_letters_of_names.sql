-- Letters of people and venues ("author:kim", "journal:nature") are looked up in an index of their threes, not in every paper.
-- Two letters of Hangul, Han or Kana have no three, but stand as a pair in the index of words.

-- Loads pg_trgm: only then may its setting be part of a function.
select public.show_limit();

set role seogo_owner;

-- Told to be immutable, as it is for text: the general function is not, for types that are written by a setting.
create function app.names_lower(names text[]) returns text
  language sql immutable strict parallel safe
  return lower(array_to_string(names, E'\n'));

create index papers_letters on papers
  using gin (library_id, app.names_lower(authors) public.gin_trgm_ops, lower(venue) public.gin_trgm_ops)
  with (fastupdate = on, gin_pending_list_limit = 1024);

-- All papers of the asking person's libraries, or of one, that may have these letters in the name of a person ("author") or in
-- the venue ("journal"); null when there are more than "most" or the letters are too few to be looked up. Some may not have
-- them. The caller joins the ids to papers, whose policy is the second wall, and looks there.
create function app.papers_by_letters(field text, letters text, library uuid, most int) returns uuid[]
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
  -- LIMIT makes the planner think that a walk over the table soon meets enough.
  set enable_seqscan = off set enable_indexscan = off as $$
declare
  cjk constant text := '\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff';
  mine uuid[] := app.asked_libraries(library);
  wanted text := lower(normalize(left(letters, 300), nfc));
  pattern text := '%' || regexp_replace(wanted, '([%_\\])', '\\\1', 'g') || '%';
  run text := substring(wanted from '[' || cjk || ']{2,}');
  found uuid[];
begin
  if wanted ~ '[[:alnum:]]{3}' then
    if field = 'author' then
      found := array(select p.id from public.papers p
                      where p.library_id = any (mine) and app.names_lower(p.authors) like pattern limit most + 1);
    else
      found := array(select p.id from public.papers p
                      where p.library_id = any (mine) and lower(p.venue) like pattern limit most + 1);
    end if;
  elsif run is not null then
    found := array(select s.paper_id from public.paper_search s
                    where s.library_id = any (mine) and s.words @@ app.search_phrase(run) limit most + 1);
  else
    return null;
  end if;
  return case when cardinality(found) <= most then found end;
end $$;
revoke all on function app.papers_by_letters(text, text, uuid, int) from public;
grant execute on function app.papers_by_letters(text, text, uuid, int) to seogo_app;

reset role;
