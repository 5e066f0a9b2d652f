-- How far each person has read a file, so that another device goes on there.

set role seogo_owner;

create table reading_places (
  library_id uuid not null,
  file_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  page int not null check (page between 1 and 1000000),
  -- How much of the page is above the upper edge of the reader.
  share real not null check (share between 0 and 1),
  -- Whose reader said so last: the others are told, it itself is not.
  session_id text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (user_id, file_id),
  foreign key (library_id, file_id) references files (library_id, id) on delete cascade
);
create index reading_places_file on reading_places (library_id, file_id);
create trigger reading_places_touch before update on reading_places for each row execute function app.touch();
alter table reading_places enable row level security;
-- A reader of a shared library has a place too, and sees nobody else's.
create policy own_all on reading_places to seogo_app
  using (user_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]))
  with check (user_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]));
create policy system_all on reading_places to seogo_system using (true) with check (true);
grant select, insert, update, delete on reading_places to seogo_app, seogo_system;
reset role;
