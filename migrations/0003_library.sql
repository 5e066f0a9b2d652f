-- Libraries, who may see them, and what stands in them.

set role seogo_owner;

create table libraries (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('personal', 'shared')),
  owner_id uuid not null references auth.users (id) on delete restrict,
  -- Grows by one with every change of a paper in it; clients that synchronise ask for "since".
  version bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index libraries_owner on libraries (owner_id);
create unique index libraries_personal on libraries (owner_id) where kind = 'personal';
create trigger libraries_touch before update on libraries for each row execute function app.touch();

create table library_members (
  library_id uuid not null references libraries (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  membership text not null check (membership in ('owner', 'editor', 'reader')),
  created_at timestamptz not null default now(),
  primary key (library_id, user_id)
);
create index library_members_user on library_members (user_id) include (library_id, membership);

-- The libraries the asking person sees, and those they may change. Definer functions, so that the policies of
-- library_members are not asked while a policy is being asked (a policy on itself would recurse).
create function app.my_libraries() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select coalesce(array_agg(m.library_id), '{}') from public.library_members m where m.user_id = app.user_id());
create function app.my_editable_libraries() returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select coalesce(array_agg(m.library_id), '{}') from public.library_members m
           where m.user_id = app.user_id() and m.membership in ('owner', 'editor'));
revoke all on function app.my_libraries(), app.my_editable_libraries() from public;
grant execute on function app.my_libraries(), app.my_editable_libraries() to seogo_app;

alter table libraries enable row level security;
create policy member_select on libraries for select to seogo_app using (id = any ((select app.my_libraries())::uuid[]));
create policy system_all on libraries to seogo_system using (true) with check (true);
grant select on libraries to seogo_app;
grant select, insert, update, delete on libraries to seogo_system;

alter table library_members enable row level security;
create policy member_select on library_members for select to seogo_app
  using (library_id = any ((select app.my_libraries())::uuid[]));
create policy system_all on library_members to seogo_system using (true) with check (true);
grant select on library_members to seogo_app;
grant select, insert, update, delete on library_members to seogo_system;

-- Gives a table that belongs to a library its policies and grants: members read, editors write, the system does both.
create procedure app.guard_library_table(guarded regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('create policy member_select on %s for select to seogo_app
    using (library_id = any ((select app.my_libraries())::uuid[]))', guarded);
  execute format('create policy editor_insert on %s for insert to seogo_app
    with check (library_id = any ((select app.my_editable_libraries())::uuid[]))', guarded);
  execute format('create policy editor_update on %s for update to seogo_app
    using (library_id = any ((select app.my_editable_libraries())::uuid[]))
    with check (library_id = any ((select app.my_editable_libraries())::uuid[]))', guarded);
  execute format('create policy editor_delete on %s for delete to seogo_app
    using (library_id = any ((select app.my_editable_libraries())::uuid[]))', guarded);
  execute format('create policy system_all on %s to seogo_system using (true) with check (true)', guarded);
  execute format('grant select, insert, update, delete on %s to seogo_app, seogo_system', guarded);
end $$;

-- ── Papers ────────────────────────────────────────────────────────────────────────────────────
create table papers (
  id uuid primary key default uuidv7(),
  library_id uuid not null references libraries (id) on delete cascade,
  version bigint not null default 0,
  -- The stored form of the record; the columns beside it are what lists, filters and keys need.
  csl jsonb not null,
  title text not null,
  authors text[] not null default '{}',
  year smallint,
  venue text,
  abstract text,
  doi text,
  arxiv_id text,
  citation_key text,
  -- Normalised title, first author and year: the second way to know a paper again.
  likeness text not null,
  -- field → {source, confidence}
  origins jsonb not null default '{}',
  -- The entry as it was imported, so that nothing unknown is lost.
  verbatim text,
  added_by uuid references auth.users (id) on delete set null,
  added_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  trashed_at timestamptz,
  unique (library_id, id)
);
create unique index papers_doi on papers (library_id, doi) where doi is not null and trashed_at is null;
create index papers_arxiv on papers (library_id, arxiv_id) where arxiv_id is not null;
create index papers_likeness on papers (library_id, likeness);
create index papers_added on papers (library_id, added_at desc, id desc) where trashed_at is null;
create index papers_year on papers (library_id, coalesce(year, 0::smallint), id) where trashed_at is null;
create index papers_title on papers (library_id, lower(left(title, 200)), id) where trashed_at is null;
create index papers_version on papers (library_id, version);
create index papers_added_by on papers (added_by);
call app.guard_library_table('papers');

-- The library's version is taken under its row lock, so versions become visible in their own order.
create function app.number_paper() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.libraries set version = version + 1 where id = new.library_id returning version into new.version;
  new.updated_at := clock_timestamp();
  return new;
end $$;
revoke all on function app.number_paper() from public;
create trigger papers_number before insert or update on papers for each row execute function app.number_paper();

-- ── Files and their pages ─────────────────────────────────────────────────────────────────────
create table files (
  id uuid primary key default uuidv7(),
  library_id uuid not null,
  paper_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  media_type text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  state text not null default 'stored' check (state in ('stored', 'reading', 'read', 'unreadable')),
  problem text,
  page_count int,
  text_quality text check (text_quality in ('good', 'none', 'garbage')),
  outline jsonb,
  thumbnail_sha256 text check (thumbnail_sha256 ~ '^[0-9a-f]{64}$'),
  added_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (library_id, id),
  -- The same bytes once per library.
  unique (library_id, sha256),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index files_paper on files (library_id, paper_id);
create index files_sha256 on files (sha256);
create index files_thumbnail on files (thumbnail_sha256) where thumbnail_sha256 is not null;
create trigger files_touch before update on files for each row execute function app.touch();
call app.guard_library_table('files');

create table pages (
  library_id uuid not null,
  file_id uuid not null,
  number int not null check (number > 0),
  width_pt real not null,
  height_pt real not null,
  rotation smallint not null default 0,
  text text not null,
  -- [[start, end, x, y, width, height], …]: offsets into text, PDF points
  boxes jsonb not null default '[]',
  primary key (file_id, number),
  foreign key (library_id, file_id) references files (library_id, id) on delete cascade
);
create index pages_library on pages (library_id, file_id);
call app.guard_library_table('pages');

-- ── Judgements: one person's view of a paper they share ───────────────────────────────────────
create table judgements (
  library_id uuid not null,
  paper_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  rating_halves smallint check (rating_halves between 1 and 10),
  status text not null default 'unread' check (status in ('unread', 'reading', 'read', 'set_aside')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (user_id, paper_id),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index judgements_paper on judgements (library_id, paper_id);
create index judgements_rating on judgements (user_id, rating_halves desc, paper_id) where rating_halves is not null;
create index judgements_status on judgements (user_id, status, paper_id);
create trigger judgements_touch before update on judgements for each row execute function app.touch();
alter table judgements enable row level security;
-- A reader of a shared library judges too, but only for themselves and only what they may see.
create policy own_all on judgements to seogo_app
  using (user_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]))
  with check (user_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]));
create policy system_all on judgements to seogo_system using (true) with check (true);
grant select, insert, update, delete on judgements to seogo_app, seogo_system;

-- ── Tags ──────────────────────────────────────────────────────────────────────────────────────
create table tags (
  id uuid primary key default uuidv7(),
  library_id uuid not null references libraries (id) on delete cascade,
  name text not null check (length(name) between 1 and 120),
  colour text,
  -- Kept by trigger.
  paper_count int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (library_id, id)
);
create unique index tags_name on tags (library_id, lower(name));
create trigger tags_touch before update on tags for each row execute function app.touch();
call app.guard_library_table('tags');

create table paper_tags (
  library_id uuid not null,
  paper_id uuid not null,
  tag_id uuid not null,
  added_at timestamptz not null default now(),
  primary key (paper_id, tag_id),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade,
  foreign key (library_id, tag_id) references tags (library_id, id) on delete cascade
);
create index paper_tags_paper on paper_tags (library_id, paper_id);
create index paper_tags_tag on paper_tags (library_id, tag_id, paper_id);
call app.guard_library_table('paper_tags');

create function app.count_tag() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update public.tags set paper_count = paper_count + 1 where id = new.tag_id;
  else
    update public.tags set paper_count = paper_count - 1 where id = old.tag_id;
  end if;
  return null;
end $$;
revoke all on function app.count_tag() from public;
create trigger paper_tags_count after insert or delete on paper_tags for each row execute function app.count_tag();
reset role;
