-- Notes in Markdown: of a paper or of a library, a person's own or everybody's who shares the library, and what they mention.

set role seogo_owner;

create table notes (
  id uuid primary key default uuidv7(),
  library_id uuid not null references libraries (id) on delete cascade,
  -- Null for a note of the library itself.
  paper_id uuid,
  -- Null once the person is gone: what they shared stays.
  author_id uuid references auth.users (id) on delete set null,
  visibility text not null default 'personal' check (visibility in ('personal', 'shared')),
  body text not null default '' check (length(body) <= 200000),
  -- The first line of the body without its markup.
  title text not null default '' check (length(title) <= 200),
  -- Grows by one with every change; who writes says which one they saw.
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  trashed_at timestamptz,
  unique (library_id, id),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index notes_paper on notes (library_id, paper_id, id) where paper_id is not null;
create index notes_library on notes (library_id, updated_at desc, id desc) where trashed_at is null;
create index notes_author on notes (author_id);
create index notes_trashed on notes (trashed_at) where trashed_at is not null;

-- What somebody kept for themselves goes with them.
create function app.forget_personal_note() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.notes where id = new.id;
  return null;
end $$;
revoke all on function app.forget_personal_note() from public;
create trigger notes_forget after update of author_id on notes
  for each row when (new.author_id is null and new.visibility = 'personal') execute function app.forget_personal_note();

alter table notes enable row level security;
-- A reader of a shared library keeps notes too, for themselves alone; what is everybody's only an editor writes.
create policy reader_select on notes for select to seogo_app
  using (library_id = any ((select app.my_libraries())::uuid[]) and (visibility = 'shared' or author_id = app.user_id()));
create policy writer_insert on notes for insert to seogo_app
  with check (author_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[])
    and (visibility = 'personal' or library_id = any ((select app.my_editable_libraries())::uuid[])));
create policy writer_update on notes for update to seogo_app
  using (library_id = any ((select app.my_libraries())::uuid[])
    and (author_id = app.user_id() or (visibility = 'shared' and library_id = any ((select app.my_editable_libraries())::uuid[]))))
  with check (case visibility when 'personal' then author_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[])
                   else library_id = any ((select app.my_editable_libraries())::uuid[]) end);
create policy system_all on notes to seogo_system using (true) with check (true);
-- Nobody deletes: a note goes to the trash, and from there by the house.
grant select, insert on notes to seogo_app;
grant update (body, title, visibility, version, updated_at, trashed_at) on notes to seogo_app;
grant select, insert, update, delete on notes to seogo_system;

-- A paper that a note names, and how it is written there: a citation key, a title, or its id. The id is the truth, so a
-- key or a title that changes later breaks nothing.
create table note_links (
  library_id uuid not null,
  note_id uuid not null,
  written text not null check (length(written) between 1 and 300),
  paper_id uuid not null,
  primary key (library_id, note_id, written),
  foreign key (library_id, note_id) references notes (library_id, id) on delete cascade,
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index note_links_paper on note_links (library_id, paper_id, note_id);
alter table note_links enable row level security;
-- The policies of notes decide: the subquery sees only notes that the asking person sees.
create policy reader_select on note_links for select to seogo_app
  using (library_id = any ((select app.my_libraries())::uuid[])
    and exists (select from notes n where n.library_id = note_links.library_id and n.id = note_links.note_id));
create policy writer_insert on note_links for insert to seogo_app
  with check (exists (select from notes n where n.library_id = note_links.library_id and n.id = note_links.note_id
    and n.library_id = any ((select app.my_libraries())::uuid[])
    and (n.author_id = app.user_id() or n.library_id = any ((select app.my_editable_libraries())::uuid[]))));
create policy writer_delete on note_links for delete to seogo_app
  using (exists (select from notes n where n.library_id = note_links.library_id and n.id = note_links.note_id
    and n.library_id = any ((select app.my_libraries())::uuid[])
    and (n.author_id = app.user_id() or n.library_id = any ((select app.my_editable_libraries())::uuid[]))));
create policy system_all on note_links to seogo_system using (true) with check (true);
grant select, insert, delete on note_links to seogo_app;
grant select, insert, update, delete on note_links to seogo_system;
reset role;
