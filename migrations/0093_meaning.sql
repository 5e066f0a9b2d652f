-- Search by meaning: who makes vectors of a person's passages, and the passages with their vectors. Off until somebody chooses a
-- source. Of an owner's libraries, so that everybody who reads in one of them searches the same vectors.

set role seogo_owner;

create table meaning_sources (
  id uuid primary key default uuidv7(),
  user_id uuid not null unique references auth.users (id) on delete cascade,
  -- Null: the provider was forgotten, and nobody can be asked any more.
  provider_key_id uuid references provider_keys (id) on delete set null,
  model text not null check (length(model) between 1 and 200),
  -- Titles and abstracts only, or the text of PDFs as well.
  reads_texts boolean not null,
  -- Vectors of one stamp can be compared with each other; another model, address or size begins another.
  stamp uuid not null default gen_random_uuid(),
  -- Known with the first answer.
  dimensions int check (dimensions between 8 and 8192),
  stopped boolean not null default false,
  -- Why the last attempt ended, until one goes well.
  problem text check (length(problem) <= 60),
  problem_at timestamptz,
  -- What was asked for since the source was chosen.
  tokens bigint not null default 0,
  cost_micro_usd bigint not null default 0,
  cost_known boolean not null default true,
  chosen_at timestamptz not null default now(),
  check ((problem is null) = (problem_at is null))
);
create index meaning_sources_key on meaning_sources (provider_key_id) where provider_key_id is not null;
alter table meaning_sources enable row level security;
create policy own_all on meaning_sources to seogo_app
  using (user_id = app.user_id()) with check (user_id = app.user_id());
create policy system_all on meaning_sources to seogo_system using (true) with check (true);
grant select, insert, update, delete on meaning_sources to seogo_app, seogo_system;
-- Whatever was held back for it is given back with it.
create trigger meaning_sources_gone after delete on meaning_sources for each row execute function app.give_back_usage();

-- What was read of a paper: it is read again when one of these is another.
create table meaning_papers (
  paper_id uuid primary key,
  library_id uuid not null,
  stamp uuid not null,
  seen_version bigint not null,
  seen_files text not null,
  passages int not null check (passages >= 0),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index meaning_papers_library on meaning_papers (library_id, paper_id);
call app.guard_library_table('meaning_papers');

-- Narrow, for it is read from end to end: the signs of a vector find what may be near, the vectors beside say how near.
create table passages (
  library_id uuid not null,
  id uuid not null default uuidv7(),
  paper_id uuid not null,
  stamp uuid not null,
  -- The page of a file; null: of the record.
  file_id uuid,
  page int check (page > 0),
  signs bit varying not null,
  primary key (library_id, id),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade,
  foreign key (library_id, file_id) references files (library_id, id) on delete cascade,
  check ((file_id is null) = (page is null))
);
create index passages_paper on passages (library_id, paper_id);
create index passages_file on passages (library_id, file_id) where file_id is not null;
create index passages_stamp on passages (library_id, stamp);
call app.guard_library_table('passages');

create table passage_vectors (
  library_id uuid not null,
  passage_id uuid not null,
  -- SHA-256 of what was read: unchanged text keeps its vector.
  text_sha bytea not null check (length(text_sha) = 32),
  -- How it begins.
  excerpt text not null check (length(excerpt) <= 400),
  -- Of length 1, as half-precision numbers, little-endian.
  vector bytea not null,
  primary key (library_id, passage_id),
  foreign key (library_id, passage_id) references passages (library_id, id) on delete cascade
);
call app.guard_library_table('passage_vectors');

-- The sources of the libraries the asking person may see: what their vectors were made by, and whose they are. A question is
-- asked of the source in its owner's name; neither the key nor its address goes out of here.
create function app.meaning_of_my_libraries()
  returns table (source_id uuid, user_id uuid, stamp uuid, dimensions int, libraries uuid[])
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select s.id, s.user_id, s.stamp, s.dimensions, array_agg(l.id)
      from public.libraries l join public.meaning_sources s on s.user_id = l.owner_id
     where l.id = any (app.my_libraries()) and s.dimensions is not null and s.provider_key_id is not null
     group by s.id;
  end;
revoke all on function app.meaning_of_my_libraries() from public;
grant execute on function app.meaning_of_my_libraries() to seogo_app;

reset role;
