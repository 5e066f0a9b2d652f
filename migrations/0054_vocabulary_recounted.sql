-- The vocabulary is learned in larger steps, and counted anew when enough of what it was learned from has changed or gone: in
-- generations, step by step, so that nothing waits for it. Until then a count is too high by what was corrected or removed.

set role seogo_owner;

-- Counts change in place.
alter table search_vocabulary add column generation int not null default 0, set (fillfactor = 75);
alter table search_learned
  add column generation int not null default 0,
  -- Whether this generation is still being counted; its words stand beside those of the one before.
  add column recounting boolean not null default false,
  -- Papers that were learned and have changed or gone since the last count.
  add column stale int not null default 0,
  add column learned_at timestamptz not null default '-infinity',
  add column counted_at timestamptz not null default now();

-- Whether a library is counted anew: when a tenth has changed, and once a day when anything has.
create function app.recount_is_due(stale int, papers bigint, counted_at timestamptz) returns boolean
  language sql stable parallel safe
  return stale > 0 and (stale * 10 >= papers or counted_at < now() - interval '1 day');

create function app.libraries_to_learn() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.id from public.libraries l left join public.search_learned s on s.library_id = l.id
   where l.version > coalesce(s.version, 0) or s.recounting or app.recount_is_due(s.stale, l.version, s.counted_at) order by l.id
$$;
revoke all on function app.libraries_to_learn() from public;
grant execute on function app.libraries_to_learn() to seogo_system;

-- Learns the next papers of a library. @returns how many there were
create or replace function app.learn_vocabulary(library uuid, most int) returns int
  language plpgsql security definer set search_path = pg_catalog, pg_temp set work_mem = '64MB' as $$
declare
  known public.search_learned;
  upto bigint;
  learned int;
  last bigint;
begin
  insert into public.search_learned (library_id, version) values (library, 0) on conflict do nothing;
  select * into known from public.search_learned where library_id = library for update;
  select l.version into last from public.libraries l where l.id = library;
  select max(f.version), count(*) into upto, learned
    from (select p.version from public.papers p where p.library_id = library and p.version > known.version order by p.version limit most) f;
  if learned = 0 then
    if known.recounting then
      delete from public.search_vocabulary v where v.library_id = library and v.generation <> known.generation;
    end if;
    -- What was numbered last is gone by now.
    known.stale := known.stale + case when known.version < last and not known.recounting then 1 else 0 end;
    if not known.recounting and app.recount_is_due(known.stale, last, known.counted_at) then
      update public.search_learned set version = 0, generation = known.generation + 1, recounting = true, stale = 0, counted_at = now()
       where library_id = library;
    else
      update public.search_learned set version = greatest(known.version, last), recounting = false, stale = known.stale, learned_at = now()
       where library_id = library;
    end if;
    return 0;
  end if;
  perform app.count_words(library, known.version, upto, known.generation);
  perform app.count_names(library, known.version, upto, known.generation);
  update public.search_learned
     set version = upto,
         -- Those that stood before they were last learned are counted a second time.
         stale = known.stale + case when known.recounting then 0 else (
           select count(*) from public.papers p where p.library_id = library and p.version > known.version and p.version <= upto
              and uuid_extract_timestamp(p.id) < known.learned_at) end,
         learned_at = case when upto >= last then now() else learned_at end
   where library_id = library;
  return learned;
end $$;

create function app.count_words(library uuid, since bigint, upto bigint, counting int) returns void
  language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.search_vocabulary as v (library_id, kind, term, papers, generation)
    select library, 'word', w.lexeme, w.papers, counting from (
      select w.lexeme, count(*) as papers
        from public.papers p
       cross join lateral unnest(to_tsvector('simple', app.search_blanks(app.search_normal(
         left(concat_ws(' ', p.title, array_to_string(p.authors[:30], ' '), p.venue, p.year, p.abstract), 8000))))) as w
       where p.library_id = library and p.version > since and p.version <= upto and p.trashed_at is null group by w.lexeme
      offset 0) as w
     where length(w.lexeme) between 3 and 40 and w.lexeme ~ '^[a-z0-9\u00df-\u03ff]+$' order by w.lexeme
  on conflict (library_id, kind, term, shown) do update
    set papers = excluded.papers + case when v.generation = excluded.generation then v.papers else 0 end, generation = excluded.generation
$$;
revoke all on function app.count_words(uuid, bigint, bigint, int) from public;

-- Each name is folded once, and stands under each of its first words.
create function app.count_names(library uuid, since bigint, upto bigint, counting int) returns void
  language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.search_vocabulary as v (library_id, kind, term, shown, papers, generation)
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
    select library, f.kind, left(array_to_string(f.parts[start:], ' '), 200) as term, f.shown, max(f.papers), counting
      from folded f, generate_series(1, least(cardinality(f.parts), 4)) as start
     where f.parts[start] <> '' group by f.kind, 3, f.shown order by f.kind, 3
  on conflict (library_id, kind, term, shown) do update
    set papers = excluded.papers + case when v.generation = excluded.generation then v.papers else 0 end, generation = excluded.generation
$$;
revoke all on function app.count_names(uuid, bigint, bigint, int) from public;

reset role;
