-- Files that come in part after part, so that a lost connection costs what was not yet sent.

set role seogo_owner;

create table uploads (
  id uuid primary key default uuidv7(),
  library_id uuid not null references libraries (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  file_name text not null check (length(file_name) between 1 and 500),
  size_bytes bigint not null check (size_bytes >= 0),
  metadata text,
  -- Who writes its bytes now, and until when they may without saying so again.
  writer uuid,
  writing_until timestamptz,
  import_id uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  foreign key (library_id, import_id) references imports (library_id, id) on delete set null (import_id)
);
create index uploads_library on uploads (library_id);
create index uploads_user on uploads (user_id);
create index uploads_import on uploads (library_id, import_id) where import_id is not null;
create index uploads_expiry on uploads (expires_at);

alter table uploads enable row level security;
create policy own_all on uploads to seogo_app
  using (user_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]))
  with check (user_id = app.user_id() and library_id = any ((select app.my_editable_libraries())::uuid[]));
create policy system_all on uploads to seogo_system using (true) with check (true);
grant select, insert, update, delete on uploads to seogo_app, seogo_system;
reset role;
