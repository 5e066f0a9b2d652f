-- Imports that can be taken back: what an entry changed, and which tags an import made.

set role seogo_owner;

-- ── What became of an entry, and what was taken back ──────────────────────────────────────────
alter table imports
  add column undo text not null default 'none' check (undo in ('none', 'undoing', 'undone', 'redoing')),
  -- The instant at which all its papers went to the trash: one act has one instant.
  add column undone_at timestamptz,
  add column undo_job_id uuid;
create index imports_job on imports (job_id) where job_id is not null;

alter table import_entries
  drop constraint import_entries_outcome_check,
  add constraint import_entries_outcome_check
    check (outcome in ('added', 'merged', 'already_there', 'refused')),
  -- Of a merged entry: what the paper did not know before, as it was put in.
  add column filled jsonb,
  -- Of a merged entry: how it was written; an added one keeps that with its paper.
  add column verbatim text,
  -- What taking the import back did with it: undone, or kept because somebody has changed it since.
  add column undo text check (undo in ('undone', 'kept'));

-- A report is read in the order of its files, whole or by outcome.
drop index import_entries_outcome;
create index import_entries_outcome on import_entries (import_id, outcome, file_index, entry_index);

-- Tags that an import made. Once taken back they are kept here with their papers, for the way forward again.
create table import_tags (
  library_id uuid not null,
  import_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  name text not null,
  tag_id uuid,
  paper_ids uuid[] not null default '{}',
  primary key (import_id, name),
  foreign key (library_id, import_id) references imports (library_id, id) on delete cascade,
  foreign key (library_id, tag_id) references tags (library_id, id) on delete set null (tag_id)
);
create index import_tags_import on import_tags (library_id, import_id);
create index import_tags_tag on import_tags (library_id, tag_id) where tag_id is not null;
create index import_tags_user on import_tags (user_id);

do $$
declare
  own text;
begin
  foreach own in array array['import_tags'] loop
    execute format('alter table %I enable row level security', own);
    execute format('create policy own_all on %I to seogo_app
      using (user_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]))
      with check (user_id = app.user_id() and library_id = any ((select app.my_editable_libraries())::uuid[]))', own);
    execute format('create policy system_all on %I to seogo_system using (true) with check (true)', own);
    execute format('grant select, insert, update, delete on %I to seogo_app, seogo_system', own);
  end loop;
end $$;

-- ── Tags counted once a statement: a keyword of a thousand papers wrote its row a thousand times ──────────
drop trigger paper_tags_count on paper_tags;
drop function app.count_tag();
create function app.count_tags() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.tags t
     set paper_count = t.paper_count + case tg_op when 'INSERT' then found.count else - found.count end
    from (select tag_id, count(*)::int as count from changed group by tag_id) as found
   where t.id = found.tag_id;
  return null;
end $$;
revoke all on function app.count_tags() from public;
create trigger paper_tags_count_new after insert on paper_tags
  referencing new table as changed for each statement execute function app.count_tags();
create trigger paper_tags_count_gone after delete on paper_tags
  referencing old table as changed for each statement execute function app.count_tags();
reset role;
