-- What was brought into a library, and what became of each entry.

set role seogo_owner;

create table imports (
  id uuid primary key default uuidv7(),
  library_id uuid not null references libraries (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  state text not null default 'running' check (state in ('running', 'finished', 'failed')),
  -- Known once every file has been read.
  total_count int check (total_count >= 0),
  -- The job that reads the bibliographies; null when there was none to read.
  job_id uuid,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  updated_at timestamptz not null default now(),
  unique (library_id, id)
);
create index imports_library on imports (library_id);
create index imports_user on imports (user_id, started_at desc, id desc);
create trigger imports_touch before update on imports for each row execute function app.touch();

create table import_files (
  library_id uuid not null,
  import_id uuid not null,
  file_index int not null check (file_index >= 0),
  user_id uuid not null references auth.users (id) on delete cascade,
  name text not null check (length(name) between 1 and 500),
  -- Null when the file was refused before it was stored.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  kind text not null check (kind in ('pdf', 'bibliography', 'refused')),
  -- A bibliography is settled when all its entries are; a PDF at once.
  settled boolean not null default false,
  primary key (import_id, file_index),
  foreign key (library_id, import_id) references imports (library_id, id) on delete cascade
);
create index import_files_import on import_files (library_id, import_id);
create index import_files_user on import_files (user_id);
create index import_files_sha256 on import_files (sha256) where sha256 is not null;

create table import_entries (
  library_id uuid not null,
  import_id uuid not null,
  file_index int not null,
  -- Place in its file, from 0: with the file it names the entry, so that a job that runs again adds nothing twice.
  entry_index int not null check (entry_index >= 0),
  user_id uuid not null references auth.users (id) on delete cascade,
  file_name text not null,
  line int,
  outcome text not null check (outcome in ('added', 'already_there', 'refused')),
  reason text,
  title text,
  paper_id uuid,
  file_id uuid,
  primary key (import_id, file_index, entry_index),
  foreign key (library_id, import_id) references imports (library_id, id) on delete cascade,
  foreign key (library_id, paper_id) references papers (library_id, id) on delete set null (paper_id),
  foreign key (library_id, file_id) references files (library_id, id) on delete set null (file_id)
);
create index import_entries_import on import_entries (library_id, import_id);
create index import_entries_outcome on import_entries (import_id, outcome);
create index import_entries_paper on import_entries (library_id, paper_id) where paper_id is not null;
create index import_entries_file on import_entries (library_id, file_id) where file_id is not null;
create index import_entries_user on import_entries (user_id);

-- Each person sees their own imports, while they see the library.
do $$
declare
  own text;
begin
  foreach own in array array['imports', 'import_files', 'import_entries'] loop
    execute format('alter table %I enable row level security', own);
    execute format('create policy own_all on %I to seogo_app
      using (user_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]))
      with check (user_id = app.user_id() and library_id = any ((select app.my_editable_libraries())::uuid[]))', own);
    execute format('create policy system_all on %I to seogo_system using (true) with check (true)', own);
    execute format('grant select, insert, update, delete on %I to seogo_app, seogo_system', own);
  end loop;
end $$;
reset role;
