-- Smart collections: filters kept by a name. One is a person's own, or a library's and then everybody's in it.

set role seogo_owner;

create table smart_collections (
  id uuid primary key default uuidv7(),
  -- Exactly one of the two: whose it is.
  library_id uuid references libraries (id) on delete cascade,
  user_id uuid references auth.users (id) on delete cascade,
  name text not null check (length(name) between 1 and 200),
  colour text check (colour in ('red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink')),
  -- A filter of a version that this Seogo does not know is kept and not applied.
  filter_version int not null default 1 check (filter_version > 0),
  filter jsonb not null check (jsonb_typeof(filter) = 'object'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (library_id, id),
  check ((library_id is null) <> (user_id is null))
);
create unique index smart_collections_name on smart_collections (library_id, user_id, lower(name)) nulls not distinct;
create index smart_collections_user on smart_collections (user_id) where user_id is not null;
create trigger smart_collections_touch before update on smart_collections for each row execute function app.touch();
alter table smart_collections enable row level security;
create policy own_or_library_read on smart_collections for select to seogo_app
  using (user_id = app.user_id() or library_id = any ((select app.my_libraries())::uuid[]));
create policy own_or_library_insert on smart_collections for insert to seogo_app
  with check (user_id = app.user_id() or library_id = any ((select app.my_editable_libraries())::uuid[]));
create policy own_or_library_update on smart_collections for update to seogo_app
  using (user_id = app.user_id() or library_id = any ((select app.my_editable_libraries())::uuid[]))
  with check (user_id = app.user_id() or library_id = any ((select app.my_editable_libraries())::uuid[]));
create policy own_or_library_delete on smart_collections for delete to seogo_app
  using (user_id = app.user_id() or library_id = any ((select app.my_editable_libraries())::uuid[]));
create policy system_all on smart_collections to seogo_system using (true) with check (true);
grant select, insert, update, delete on smart_collections to seogo_app, seogo_system;
reset role;
