-- Why a paper is found: a verified claim tells the file and the page that its quote stands on, so that a reader opens there.

set role seogo_owner;

create or replace function app.explain_matches(wanted uuid[], given text, phrases text[])
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
      -- What several answers say alike is told once.
      union all select distinct on (a.id, c.claim ->> 'text') a.id, 9, 'claim', c.claim ->> 'text', f.id,
                       case when f.id is null then null else (c.claim ->> 'page')::int end
                  from asked a
                  join public.analysis_runs r on r.library_id = a.library_id and r.paper_id = a.id
                  join public.analysis_answers w on w.library_id = r.library_id and w.run_id = r.id
                 cross join lateral jsonb_path_query(w.findings, '$.** ? (@.verified == true)') as c (claim)
                  left join public.files f on f.library_id = a.library_id and f.paper_id = a.id and f.id::text = c.claim ->> 'fileId'
                 where w.findings is not null
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
reset role;
