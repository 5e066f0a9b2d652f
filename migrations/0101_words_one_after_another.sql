-- Words of a paper were computed before waiting for who writes them at the same time: the later one then wrote words without
-- what the earlier one had added, and two marks of one person in one paper at once refused each other (private_search_pkey).
-- Whoever writes words holds their row first, and computes them in a statement of its own, which sees what was waited for.
set role seogo_owner;

-- A paper that has no row yet is seen by nobody but who adds it.
create function app.hold_words(changed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.paper_search where paper_id = any (changed) order by paper_id for no key update;
end $$;
revoke all on function app.hold_words(uuid[]) from public;

alter function app.index_papers(uuid[]) rename to write_words;
revoke execute on function app.write_words(uuid[]) from seogo_system;
create function app.index_papers(changed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.hold_words(changed);
  perform app.write_words(changed);
end $$;
revoke all on function app.index_papers(uuid[]) from public;
grant execute on function app.index_papers(uuid[]) to seogo_system;

alter function app.index_texts(uuid[]) rename to write_texts;
revoke execute on function app.write_texts(uuid[]) from seogo_system;
create function app.index_texts(changed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if cardinality(changed) = 0 then
    return;
  end if;
  perform app.hold_words(changed);
  perform app.write_texts(changed);
end $$;
revoke all on function app.index_texts(uuid[]) from public;
grant execute on function app.index_texts(uuid[]) to seogo_system;

-- The words of what one person keeps to themselves in some papers, now.
create view app.private_words with (security_invoker = true) as
  select w.user_id, p.id as paper_id, p.library_id, string_agg(w.text, ' . ' order by w.text_order) as text
    from (
      select n.author_id as user_id, n.paper_id, n.library_id, n.body as text, '0' || n.id as text_order
        from public.notes n
       where n.visibility = 'personal' and n.trashed_at is null and n.paper_id is not null
      union all
      select h.user_id, h.paper_id, h.library_id,
             concat_ws(' . ', h.quote, h.comment, array_to_string(h.tags, ' . ')), '1' || h.id
        from public.highlights h
       where h.visibility = 'private' and h.removed_at is null) as w
    join public.papers p on p.library_id = w.library_id and p.id = w.paper_id
   group by w.user_id, p.id, p.library_id;
revoke all on app.private_words from public;

create or replace function app.index_private(person uuid, changed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- A row to hold for the first of two who come at once; the other one waits for it.
  insert into public.private_search (user_id, paper_id, library_id, words)
    select w.user_id, w.paper_id, w.library_id, ''
      from app.private_words w
     where w.user_id = person and w.paper_id = any (changed)
     order by w.paper_id
  on conflict (user_id, paper_id) do nothing;
  perform from public.private_search where user_id = person and paper_id = any (changed) order by paper_id for no key update;
  insert into public.private_search as s (user_id, paper_id, library_id, words)
    select w.user_id, w.paper_id, w.library_id, setweight(app.search_words(w.text), 'C')
      from app.private_words w
     where w.user_id = person and w.paper_id = any (changed)
     order by w.paper_id
  on conflict (user_id, paper_id) do update set words = excluded.words, library_id = excluded.library_id
    where s.words is distinct from excluded.words or s.library_id is distinct from excluded.library_id;
  delete from public.private_search s
   where s.user_id = person and s.paper_id = any (changed)
     and not exists (select from app.private_words w where w.user_id = s.user_id and w.paper_id = s.paper_id);
end $$;

-- The paper's words are held before a person's own: so everybody holds them in one order.
create or replace function app.index_written_papers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  each record;
begin
  perform app.index_papers(coalesce((select array_agg(distinct paper_id) from changed where paper_id is not null), '{}'));
  for each in select w.person, array_agg(distinct w.paper_id) as papers from (
      select (to_jsonb(c) ->> tg_argv[0])::uuid as person, c.paper_id from changed c where c.paper_id is not null) as w
    where w.person is not null group by w.person order by w.person loop
    perform app.index_private(each.person, each.papers);
  end loop;
  return null;
end $$;

reset role;
