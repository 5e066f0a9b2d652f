-- Papers that may be one: what they are found by, what was suggested, what was united and how to take it apart again.

set role seogo_owner;

alter table papers
  -- In the trash because another paper took it in; its address leads there.
  add column merged_into uuid,
  -- Keys of records that this one took in: documents that cite by them still find it.
  add column citation_key_aliases text[] not null default '{}',
  add foreign key (library_id, merged_into) references papers (library_id, id) on delete set null (merged_into);
create index papers_merged_into on papers (library_id, merged_into) where merged_into is not null;

-- ── What papers are found by: theirs who share a key are compared, the library is never walked through ────
create table likeness_keys (
  library_id uuid not null,
  paper_id uuid not null,
  key text not null,
  primary key (library_id, key, paper_id),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index likeness_keys_paper on likeness_keys (library_id, paper_id);

-- MinHash of the first pages of a file: 128 numbers of four bytes.
create table first_pages (
  library_id uuid not null,
  file_id uuid not null,
  signature bytea,
  primary key (library_id, file_id),
  foreign key (library_id, file_id) references files (library_id, id) on delete cascade
);
create table first_page_bands (
  library_id uuid not null,
  file_id uuid not null,
  band text not null,
  primary key (library_id, band, file_id),
  foreign key (library_id, file_id) references files (library_id, id) on delete cascade
);
create index first_page_bands_file on first_page_bands (library_id, file_id);

-- How far the records of a library have been looked at, by its version.
create table duplicate_watches (
  library_id uuid primary key references libraries (id) on delete cascade,
  seen_version bigint not null default 0
);

-- These are the house's own notes; nobody reads them through the application.
do $$
declare
  own text;
begin
  foreach own in array array['likeness_keys', 'first_pages', 'first_page_bands', 'duplicate_watches'] loop
    execute format('alter table %I enable row level security', own);
    execute format('create policy system_all on %I to seogo_system using (true) with check (true)', own);
    execute format('grant select, insert, update, delete on %I to seogo_system', own);
  end loop;
end $$;

-- ── What was suggested ────────────────────────────────────────────────────────────────────────
create table duplicate_suggestions (
  id uuid primary key default uuidv7(),
  library_id uuid not null,
  -- The pair in the order of their ids, so that it stands once.
  paper_id uuid not null,
  other_id uuid not null,
  kind text not null check (kind in ('duplicate', 'version')),
  -- [{kind, strength}, …], strength from 0 to 1
  reasons jsonb not null,
  strength real not null check (strength between 0 and 1),
  -- What a person decided stands for ever.
  state text not null default 'open' check (state in ('open', 'dismissed', 'merged', 'linked')),
  decided_by uuid references auth.users (id) on delete set null,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  check (paper_id < other_id),
  unique (library_id, id),
  unique (library_id, paper_id, other_id),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade,
  foreign key (library_id, other_id) references papers (library_id, id) on delete cascade
);
create index duplicate_suggestions_other on duplicate_suggestions (library_id, other_id);
create index duplicate_suggestions_open on duplicate_suggestions (library_id, strength desc, id) where state = 'open';
create index duplicate_suggestions_decided_by on duplicate_suggestions (decided_by);
call app.guard_library_table('duplicate_suggestions');

-- ── What was united ───────────────────────────────────────────────────────────────────────────
create table paper_merges (
  id uuid primary key default uuidv7(),
  library_id uuid not null,
  survivor_id uuid not null,
  merged_id uuid not null,
  merged_by uuid references auth.users (id) on delete set null,
  merged_at timestamptz not null default now(),
  -- What has to be put back, and how it was left.
  undo jsonb not null,
  undone_at timestamptz,
  undone_by uuid references auth.users (id) on delete set null,
  unique (library_id, id),
  foreign key (library_id, survivor_id) references papers (library_id, id) on delete cascade,
  foreign key (library_id, merged_id) references papers (library_id, id) on delete cascade
);
create index paper_merges_survivor on paper_merges (library_id, survivor_id);
create index paper_merges_merged on paper_merges (library_id, merged_id);
create index paper_merges_by on paper_merges (merged_by);
create index paper_merges_undone_by on paper_merges (undone_by);
alter table paper_merges enable row level security;
-- The way back holds everybody's judgements, so not even a member reads it; who may ask is told through the house.
create policy system_all on paper_merges to seogo_system using (true) with check (true);
grant select, insert, update, delete on paper_merges to seogo_system;

-- ── Versions of one work ──────────────────────────────────────────────────────────────────────
create table paper_families (
  id uuid primary key default uuidv7(),
  library_id uuid not null references libraries (id) on delete cascade,
  created_at timestamptz not null default now(),
  unique (library_id, id)
);
call app.guard_library_table('paper_families');

create table paper_family_members (
  library_id uuid not null,
  family_id uuid not null,
  paper_id uuid not null,
  relation text not null check (relation in ('preprint', 'published', 'extended', 'translation')),
  added_at timestamptz not null default now(),
  primary key (library_id, paper_id),
  foreign key (library_id, family_id) references paper_families (library_id, id) on delete cascade,
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index paper_family_members_family on paper_family_members (library_id, family_id);
call app.guard_library_table('paper_family_members');
reset role;
