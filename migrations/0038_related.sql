-- Which papers of a library belong together: by tags, by people, by the words they share.

set role seogo_owner;

-- A person as names are compared here: the last word and the first letter, so that "Ada Lovelace" and "A. Lovelace" are
-- one. A name in one piece, as Korean ones are, is compared whole.
create function app.person_key(name text) returns text
  language sql immutable strict parallel safe
  return case when name ~ '\s'
    then lower(regexp_replace(name, '^.*\s', '')) || ' ' || lower(left(name, 1)) else lower(name) end;

-- The papers that share telling words or a person with a paper of a library the asking person sees. How telling a word is
-- follows from how many papers have it, as the statistics of the index know it; without statistics all words are alike.
-- At most 16 words and 12 people in two forms are looked up, and of each at most 300 and 100 papers: the work does not grow with the
-- library. The caller joins the ids to papers, whose policy is the second wall.
create function app.likely_related(wanted uuid, most int)
  returns table (paper_id uuid, word_share real, word_count int)
  language plpgsql stable security definer rows 100
  set search_path = pg_catalog, pg_temp
  -- Only the index of words is of use here; the planner does not know how few rows a word gives that it has not seen yet.
  set enable_seqscan = off as $$
declare
  place uuid;
  own tsvector;
  people text[];
  papers real;
begin
  select p.library_id, s.words, p.authors[:12] into place, own, people
    from public.papers p join public.paper_search s on s.paper_id = p.id
   where p.id = wanted and p.library_id = any (app.my_libraries());
  if place is null then
    return;
  end if;
  select greatest(c.reltuples, 10) into papers from pg_class c where c.oid = 'public.paper_search'::regclass;
  return query
    with known (lexeme, papers_with) as materialized (
      select e.lexeme, e.frequency * papers
        from pg_stats st,
             unnest(st.most_common_elems::text::text[], st.most_common_elem_freqs) as e (lexeme, frequency)
       where st.schemaname = 'public' and st.tablename = 'paper_search' and st.attname = 'words' and e.lexeme is not null
    ), telling (lexeme, weight) as (
      select w.lexeme,
             -- A word of the title tells more than one of the abstract.
             (case when 'A' = any (w.weights) then 1 else 0.5 end * ln((papers + 1) / (coalesce(k.papers_with, 0) + 1)))::real
        from unnest(own) as w left join known k on k.lexeme = w.lexeme
       where ('A' = any (w.weights) or 'C' = any (w.weights))
         and w.lexeme !~ '^[0-9]+$' and (length(w.lexeme) > 2 or w.lexeme !~ '^[a-z]+$')
         -- What every tenth paper has says nothing.
         and coalesce(k.papers_with, 0) <= greatest(papers / 10, 20)
       order by 2 desc, 1 limit 16
    ), by_words as (
      select h.id, (sum(t.weight) / (select sum(all_of.weight) from telling all_of))::real as share, count(*)::int as found
        from telling t
       cross join lateral (
         select s.paper_id as id from public.paper_search s
          where s.words @@ quote_literal(t.lexeme)::tsquery and (s.library_id = place) is true and s.paper_id <> wanted
          limit 300) as h
       group by h.id order by 2 desc, 1 limit most
    ), by_people as (
      select distinct h.id
        from unnest(people) as person (name)
       -- The whole name, and the last word of it: others write "A. Lovelace". Who is who the caller finds by the key. A name
       -- of which every word stands in many papers would be looked up among all of them; it is left to the other reasons.
       cross join lateral (
         select string_agg(quote_literal(l.lexeme), ' & ')::tsquery as terms
           from unnest(array[person.name, regexp_replace(person.name, '^.*\s', '')]) with ordinality as form (text, place)
          cross join lateral unnest(app.search_words(form.text)) as l
           left join known k on k.lexeme = l.lexeme
          group by form.place having min(coalesce(k.papers_with, 0)) <= greatest(papers / 50, 20)) as q
       cross join lateral (
         select s.paper_id as id from public.paper_search s
          where q.terms is not null and s.words @@ q.terms and (s.library_id = place) is true and s.paper_id <> wanted
          limit 100) as h
    )
    select coalesce(w.id, b.id), coalesce(w.share, 0)::real, coalesce(w.found, 0)
      from by_words w full join by_people b on b.id = w.id;
end $$;
revoke all on function app.likely_related(uuid, int) from public;
grant execute on function app.likely_related(uuid, int) to seogo_app;
reset role;
