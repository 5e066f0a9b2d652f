-- Papers out: the keys by which documents cite them, the addresses at which a bibliography is read, the styles they are set in.

set role seogo_owner;

-- ── Citation keys ─────────────────────────────────────────────────────────────────────────────
-- A paper has a row from the moment its key is out in the world: imported with it, given by a person, or exported once.
create table citation_keys (
  library_id uuid not null,
  paper_id uuid not null,
  key text not null check (key ~ '^[^[:space:][:cntrl:]"#%''(),={}~\\]{1,200}$'),
  origin text not null check (origin in ('imported', 'formula', 'person')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (library_id, paper_id),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
-- BibTeX takes Kim2024 and kim2024 for one. "C", so that the keys with one beginning are a range of the index.
create unique index citation_keys_key on citation_keys (library_id, (lower(key) collate "C"));
create trigger citation_keys_touch before update on citation_keys for each row execute function app.touch();
call app.guard_library_table('citation_keys');

-- The key a paper came with is in somebody's documents already. One that another paper of the library has stays with that one.
create function app.keep_imported_key() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.citation_key ~ '^[^[:space:][:cntrl:]"#%''(),={}~\\]{1,200}$' then
    insert into public.citation_keys (library_id, paper_id, key, origin)
    values (new.library_id, new.id, new.citation_key, 'imported') on conflict do nothing;
  end if;
  return null;
end $$;
revoke all on function app.keep_imported_key() from public;
create trigger papers_imported_key after insert or update of citation_key on papers
  for each row when (new.citation_key is not null) execute function app.keep_imported_key();
insert into citation_keys (library_id, paper_id, key, origin)
select library_id, id, citation_key, 'imported' from papers
 where citation_key ~ '^[^[:space:][:cntrl:]"#%''(),={}~\\]{1,200}$' order by id
on conflict do nothing;

-- How keys are made in a library; without a row, by the house's formula.
create table citation_key_formulas (
  library_id uuid primary key references libraries (id) on delete cascade,
  formula text not null check (length(formula) between 1 and 500),
  -- Whether letters beyond ASCII become ASCII.
  folds boolean not null default true,
  updated_at timestamptz not null default now()
);
create trigger citation_key_formulas_touch before update on citation_key_formulas for each row execute function app.touch();
call app.guard_library_table('citation_key_formulas');

-- ── Addresses at which a bibliography is read ─────────────────────────────────────────────────
create table export_links (
  id uuid primary key default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  library_id uuid not null references libraries (id) on delete cascade,
  -- At most one of the two narrows it.
  tag_id uuid,
  collection_id uuid,
  name text not null check (length(name) between 1 and 100),
  -- SHA-256 of the token, which nobody can read back.
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  foreign key (library_id, tag_id) references tags (library_id, id) on delete cascade,
  foreign key (library_id, collection_id) references collections (library_id, id) on delete cascade,
  check (tag_id is null or collection_id is null)
);
create index export_links_user on export_links (user_id, created_at desc);
create index export_links_library on export_links (library_id);
create index export_links_tag on export_links (library_id, tag_id) where tag_id is not null;
create index export_links_collection on export_links (library_id, collection_id) where collection_id is not null;
alter table export_links enable row level security;
-- Each person has their own, and may end them when they see the library no longer.
create policy own_read on export_links for select to seogo_app using (user_id = app.user_id());
create policy own_insert on export_links for insert to seogo_app
  with check (user_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]));
create policy own_update on export_links for update to seogo_app
  using (user_id = app.user_id()) with check (user_id = app.user_id());
create policy own_delete on export_links for delete to seogo_app using (user_id = app.user_id());
create policy system_all on export_links to seogo_system using (true) with check (true);
grant select, insert, update, delete on export_links to seogo_app, seogo_system;
reset role;
