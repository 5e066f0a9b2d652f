-- One index over all that is known of a paper: its record and identifiers, tags, shared notes and highlights, verified claims,
-- and the text of its PDFs; a person's private notes and highlights in a table that only their own searches read. A search
-- gathers candidates block by block, newest first, and ranks in stages, so that its work is bounded at any size.

create extension if not exists btree_gin;
create extension if not exists fuzzystrmatch;

set role seogo_owner;

-- ── Words of documents ────────────────────────────────────────────────────────────────────────
-- As app.search_words, of so many characters; a text too rich in words for one tsvector gives those of its first part.
create function app.text_words(given text, most int) returns tsvector
  language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
declare
  plain text;
  cjk constant text := '\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff';
  pairs text;
  endings text;
begin
  loop
    begin
      plain := app.search_normal(left(given, most));
      if octet_length(plain) = length(plain) or plain !~ ('[' || cjk || ']') then
        return to_tsvector('english', app.search_blanks(plain));
      end if;
      select string_agg(app.search_pairs(found.run[1]), ' ' order by found.place) into pairs
        from regexp_matches(regexp_replace(plain, '([' || cjk || '])\s+(?=[' || cjk || '])', '\1', 'g'),
                            '[' || cjk || ']+', 'g') with ordinality as found (run, place);
      -- Letters and figures written into a Korean word are found from any of them on, as the syllables are: "FD" of "CFD해석".
      select string_agg(right(mixed.run[1], start), ' ') into endings
        from regexp_matches(plain, '([a-z0-9]{2,12})(?=[' || cjk || '])', 'g') as mixed (run),
             generate_series(1, length(mixed.run[1]) - 1) as start;
      return to_tsvector('english', app.search_blanks(regexp_replace(plain, '[' || cjk || ']+', ' ', 'g')))
          || to_tsvector('simple', pairs) || to_tsvector('english', coalesce(endings, ''));
    exception when program_limit_exceeded then
      most := most / 2;
    end;
  end loop;
end $$;

create or replace function app.search_words(given text) returns tsvector
  language sql immutable strict parallel safe
  return app.text_words(given, 30000);

-- Identifiers and keys, each as one word of its own with a sign before it that no other word has.
create function app.search_ids(given text[]) returns tsvector
  language sql immutable parallel safe
  return (select coalesce(string_agg(quote_literal('=' || lower(left(normalize(id, nfkc), 300))) || ':1A', ' '), '')::tsvector
            from unnest(given) as id where id <> '');

-- ── What is kept ──────────────────────────────────────────────────────────────────────────────
-- Papers stand in blocks by the number they got in their library, so that the newest are found without reading the rest.
alter table paper_search
  add column block smallint not null default 0,
  add column title tsvector not null default ''::tsvector;
drop index paper_search_words;
create index paper_search_words on paper_search using gin (library_id, block, words)
  with (fastupdate = on, gin_pending_list_limit = 1024);
create index paper_search_title on paper_search using gin (library_id, block, title)
  with (fastupdate = on, gin_pending_list_limit = 1024);

-- The record's words with those of the text of the PDFs (weight D), of papers that have one.
create table text_search (
  paper_id uuid primary key,
  library_id uuid not null,
  words tsvector not null,
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index text_search_library on text_search (library_id, paper_id);
create index text_search_words on text_search using gin (library_id, words) with (fastupdate = on, gin_pending_list_limit = 1024);
alter table text_search enable row level security;
create policy system_all on text_search to seogo_system using (true) with check (true);
grant select, insert, update, delete on text_search to seogo_system;

-- What a person wrote and marked for themselves alone.
create table private_search (
  user_id uuid not null references auth.users (id) on delete cascade,
  paper_id uuid not null,
  library_id uuid not null,
  words tsvector not null,
  primary key (user_id, paper_id),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index private_search_library on private_search (library_id, paper_id);
create index private_search_words on private_search using gin (user_id, words);
alter table private_search enable row level security;
create policy system_all on private_search to seogo_system using (true) with check (true);
grant select, insert, update, delete on private_search to seogo_system;

create function app.verified_claims(findings jsonb) returns text
  language sql immutable parallel safe
  return (select string_agg(claim ->> 'text', ' . ') from jsonb_path_query(findings, '$.** ? (@.verified == true)') as claim);

-- Title A, with identifiers and keys; people, venue and tags B; abstract, shared notes and highlights, verified claims C.
create or replace function app.index_papers(changed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.paper_search s using public.papers p
   where p.id = any (changed) and p.id = s.paper_id and p.trashed_at is not null;
  delete from public.text_search s using public.papers p
   where p.id = any (changed) and p.id = s.paper_id and p.trashed_at is not null;
  insert into public.paper_search as s (paper_id, library_id, block, title, words)
    select p.id, p.library_id, least(p.version / 32768, 32767)::smallint, p.title_words,
           p.title_words
        || app.search_ids(array[p.doi, p.arxiv_id, p.pmid, p.pmcid, p.isbn, p.citation_key, k.key])
        || setweight(app.search_words(concat_ws(' . ', array_to_string(p.authors, ' . '), p.venue, p.year, t.names)), 'B')
        || setweight(app.search_words(concat_ws(' . ', p.abstract, n.bodies, h.marked, a.claims)), 'C')
      from (select *, setweight(app.search_words(title), 'A') as title_words from public.papers
             where id = any (changed) and trashed_at is null) as p
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
  on conflict (paper_id) do update set words = excluded.words, title = excluded.title, library_id = excluded.library_id
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

-- The words of the pages of some papers, of their first 200,000 characters: what a thesis has.
create function app.index_texts(changed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if cardinality(changed) = 0 then
    return;
  end if;
  insert into public.text_search as t (paper_id, library_id, words)
    select s.paper_id, s.library_id, s.words || setweight(app.text_words(pages.text, 200000), 'D')
      from public.paper_search s
     cross join lateral (
       select string_agg(g.text, E'\n' order by f.added_at, f.id, g.number) as text
         from public.files f join public.pages g on g.library_id = f.library_id and g.file_id = f.id
        where f.library_id = s.library_id and f.paper_id = s.paper_id) as pages
     where s.paper_id = any (changed) and pages.text is not null
  on conflict (paper_id) do update set words = excluded.words, library_id = excluded.library_id
    where t.words is distinct from excluded.words;
  delete from public.text_search t
   where t.paper_id = any (changed)
     and not exists (select from public.files f join public.pages g on g.library_id = f.library_id and g.file_id = f.id
                      where f.library_id = t.library_id and f.paper_id = t.paper_id);
end $$;
revoke all on function app.index_texts(uuid[]) from public;
grant execute on function app.index_texts(uuid[]) to seogo_system;

create function app.index_private(person uuid, changed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.private_search where user_id = person and paper_id = any (changed);
  insert into public.private_search (user_id, paper_id, library_id, words)
    select person, p.id, p.library_id, setweight(app.search_words(concat_ws(' . ', n.bodies, h.marked)), 'C')
      from public.papers p
      left join lateral (
        select string_agg(n.body, ' . ' order by n.id) as bodies from public.notes n
         where n.library_id = p.library_id and n.paper_id = p.id and n.author_id = person and n.visibility = 'personal'
           and n.trashed_at is null) as n on true
      left join lateral (
        select string_agg(concat_ws(' . ', h.quote, h.comment, array_to_string(h.tags, ' . ')), ' . ' order by h.id) as marked
          from public.highlights h
         where h.library_id = p.library_id and h.paper_id = p.id and h.user_id = person and h.visibility = 'private'
           and h.removed_at is null) as h on true
     where p.id = any (changed) and (n.bodies is not null or h.marked is not null);
end $$;
revoke all on function app.index_private(uuid, uuid[]) from public;

-- ── What keeps it ─────────────────────────────────────────────────────────────────────────────
-- Statement triggers with transition tables; the changed table is "changed", by way of one function for each kind of row.
create function app.index_written_papers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  each record;
begin
  for each in select w.person, array_agg(distinct w.paper_id) as papers from (
      select (to_jsonb(c) ->> tg_argv[0])::uuid as person, c.paper_id from changed c where c.paper_id is not null) as w
    where w.person is not null group by w.person loop
    perform app.index_private(each.person, each.papers);
  end loop;
  perform app.index_papers(coalesce((select array_agg(distinct paper_id) from changed where paper_id is not null), '{}'));
  return null;
end $$;
revoke all on function app.index_written_papers() from public;
create trigger notes_index_new after insert on notes referencing new table as changed
  for each statement execute function app.index_written_papers('author_id');
create trigger notes_index after update on notes referencing new table as changed
  for each statement execute function app.index_written_papers('author_id');
create trigger notes_index_gone after delete on notes referencing old table as changed
  for each statement execute function app.index_written_papers('author_id');
create trigger highlights_index_new after insert on highlights referencing new table as changed
  for each statement execute function app.index_written_papers('user_id');
create trigger highlights_index after update on highlights referencing new table as changed
  for each statement execute function app.index_written_papers('user_id');
create trigger highlights_index_before after update on highlights referencing old table as changed
  for each statement execute function app.index_written_papers('user_id');
create trigger highlights_index_gone after delete on highlights referencing old table as changed
  for each statement execute function app.index_written_papers('user_id');

create trigger citation_keys_index_new after insert on citation_keys referencing new table as changed
  for each statement execute function app.index_tagged_papers();
create trigger citation_keys_index after update on citation_keys referencing new table as changed
  for each statement execute function app.index_tagged_papers();
create trigger citation_keys_index_gone after delete on citation_keys referencing old table as changed
  for each statement execute function app.index_tagged_papers();

create function app.index_claims() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.index_papers(array(select r.paper_id from public.analysis_runs r where r.library_id = new.library_id and r.id = new.run_id));
  return null;
end $$;
revoke all on function app.index_claims() from public;
create trigger analysis_answers_index_new after insert on analysis_answers
  for each row when (new.findings is not null) execute function app.index_claims();
create trigger analysis_answers_index after update of findings on analysis_answers
  for each row when (old.findings is distinct from new.findings) execute function app.index_claims();

create function app.index_pages() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.index_texts(coalesce((
    select array_agg(distinct f.paper_id) from changed c join public.files f on f.library_id = c.library_id and f.id = c.file_id), '{}'));
  return null;
end $$;
revoke all on function app.index_pages() from public;
create function app.index_changed_pages() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.index_texts(coalesce((
    select array_agg(distinct f.paper_id)
      from changed c join before b on b.file_id = c.file_id and b.number = c.number and b.text <> c.text
      join public.files f on f.library_id = c.library_id and f.id = c.file_id), '{}'));
  return null;
end $$;
revoke all on function app.index_changed_pages() from public;
create trigger pages_index_new after insert on pages referencing new table as changed
  for each statement execute function app.index_pages();
create trigger pages_index after update on pages referencing new table as changed old table as before
  for each statement execute function app.index_changed_pages();
create trigger pages_index_gone after delete on pages referencing old table as changed
  for each statement execute function app.index_pages();

create function app.index_moved_files() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    perform app.index_texts(array[old.paper_id]);
  else
    perform app.index_texts(array[old.paper_id, new.paper_id]);
  end if;
  return null;
end $$;
revoke all on function app.index_moved_files() from public;
create trigger files_index_moved after update of paper_id on files
  for each row when (old.paper_id <> new.paper_id) execute function app.index_moved_files();
create trigger files_index_gone after delete on files for each row execute function app.index_moved_files();

-- ── The vocabulary ────────────────────────────────────────────────────────────────────────────
-- Words, people and venues of each library with how many papers have them: what spelling, suggestions and the weight of a
-- word go by. Learned behind the changes, by the numbers papers get; what is corrected twice is counted twice.
create table search_vocabulary (
  library_id uuid not null references libraries (id) on delete cascade,
  kind text not null check (kind in ('word', 'author', 'venue')),
  -- Folded: what is typed is compared with it. A name stands under each of its words.
  term text collate "C" not null,
  -- As it is written; empty for a word.
  shown text not null default '',
  papers int not null,
  primary key (library_id, kind, term, shown)
);
create index search_vocabulary_alike on search_vocabulary using gin (library_id, term public.gin_trgm_ops) where kind = 'word';
alter table search_vocabulary enable row level security;
create policy system_all on search_vocabulary to seogo_system using (true) with check (true);
grant select, insert, update, delete on search_vocabulary to seogo_system;

create table search_learned (
  library_id uuid primary key references libraries (id) on delete cascade,
  version bigint not null
);
alter table search_learned enable row level security;
create policy system_all on search_learned to seogo_system using (true) with check (true);
grant select, insert, update, delete on search_learned to seogo_system;

create function app.search_folded(given text) returns text
  language sql immutable strict parallel safe
  return trim(regexp_replace(app.search_blanks(app.search_normal(given)), '\s+', ' ', 'g'));

-- Learns the next papers of a library. @returns how many there were
create function app.learn_vocabulary(library uuid, most int) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  since bigint;
  upto bigint;
  learned int;
begin
  insert into public.search_learned (library_id, version) values (library, 0) on conflict do nothing;
  select version into since from public.search_learned where library_id = library for update;
  select max(f.version), count(*) into upto, learned
    from (select p.version from public.papers p where p.library_id = library and p.version > since order by p.version limit most) f;
  if learned = 0 then
    -- What was numbered last is gone by now.
    update public.search_learned set version = greatest(since, (select l.version from public.libraries l where l.id = library))
     where library_id = library;
    return 0;
  end if;
  insert into public.search_vocabulary as v (library_id, kind, term, shown, papers)
    select library, 'word', w.lexeme, '', count(*)
      from public.papers p
     cross join lateral unnest(to_tsvector('simple', app.search_blanks(app.search_normal(
       left(concat_ws(' ', p.title, array_to_string(p.authors[:30], ' '), p.venue, p.year, p.abstract), 8000))))) as w
     where p.library_id = library and p.version > since and p.version <= upto and p.trashed_at is null
       and length(w.lexeme) between 3 and 40 and w.lexeme ~ '^[a-z0-9\u00df-\u03ff]+$'
     group by w.lexeme
  on conflict (library_id, kind, term, shown) do update set papers = v.papers + excluded.papers;
  -- Each name is folded once, and stands under each of its first words.
  insert into public.search_vocabulary as v (library_id, kind, term, shown, papers)
    with named (kind, shown, papers) as (
      select 'author', left(name, 200), count(*) from public.papers p, unnest(p.authors[:30]) as name
       where p.library_id = library and p.version > since and p.version <= upto and p.trashed_at is null group by 1, 2
      union all
      select 'venue', left(p.venue, 300), count(*) from public.papers p
       where p.library_id = library and p.version > since and p.version <= upto and p.trashed_at is null and p.venue is not null
       group by 1, 2
    ), folded as materialized (
      select kind, shown, papers, string_to_array(app.search_folded(shown), ' ') as parts from named
    )
    select library, f.kind, left(array_to_string(f.parts[start:], ' '), 200) as term, f.shown, max(f.papers)
      from folded f, generate_series(1, least(cardinality(f.parts), 4)) as start
     where f.parts[start] <> '' group by f.kind, 3, f.shown
  on conflict (library_id, kind, term, shown) do update set papers = v.papers + excluded.papers;
  update public.search_learned set version = upto where library_id = library;
  return learned;
end $$;
revoke all on function app.learn_vocabulary(uuid, int) from public;
grant execute on function app.learn_vocabulary(uuid, int) to seogo_system;

-- Everything that stands already.
select app.index_papers(array_agg(id)) from papers;
reset role;
