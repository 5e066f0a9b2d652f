-- Highlights: what a person marked in a paper, and wrote beside it. A highlight stands by its words and what is around
-- them (W3C Web Annotation, text quote selector); pages, offsets and rectangles are where those words stand now.

set role seogo_owner;

create table highlights (
  id uuid primary key default uuidv7(),
  library_id uuid not null,
  paper_id uuid not null,
  -- Null once the file was taken away: the highlight waits for another file of its paper.
  file_id uuid,
  user_id uuid not null references auth.users (id) on delete cascade,
  colour text not null check (colour in ('yellow', 'red', 'green', 'blue', 'purple')),
  comment text not null default '' check (length(comment) <= 20000),
  tags text[] not null default '{}' check (cardinality(tags) <= 50),
  visibility text not null default 'private' check (visibility in ('private', 'library')),
  quote text not null check (length(quote) between 1 and 20000),
  prefix text not null default '',
  suffix text not null default '',
  -- placed: the words stand in the file's text. drawn: the file has no such text, only the place is known.
  -- orphaned: the words stand nowhere any more; the place is the last one known.
  anchor text not null check (anchor in ('placed', 'drawn', 'orphaned')),
  page int not null check (page > 0),
  -- Where it begins in the text of that page; null unless placed.
  position int check (position >= 0),
  -- [{"page", "start", "end"}, …]: offsets into page texts, one for each page it runs over.
  spans jsonb not null default '[]',
  -- [{"page", "x", "y", "width", "height"}, …]: PDF points from the lower left corner of the unrotated page.
  rects jsonb not null default '[]',
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Taken away, and to be had back for some days.
  removed_at timestamptz,
  unique (library_id, id),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade,
  foreign key (library_id, file_id) references files (library_id, id) on delete set null (file_id)
);
create index highlights_paper on highlights (library_id, paper_id);
create index highlights_place on highlights (paper_id, page, coalesce(position, 0), id) where removed_at is null;
create index highlights_file on highlights (library_id, file_id);
create index highlights_user on highlights (user_id);
create index highlights_mine on highlights (user_id, id) where removed_at is null;
create index highlights_removed on highlights (removed_at) where removed_at is not null;
-- Counts what its owner changes; where it stands is no change of theirs.
create function app.touch_highlight() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  return new;
end $$;
revoke all on function app.touch_highlight() from public;
create trigger highlights_touch before update of colour, comment, tags, visibility, removed_at on highlights
  for each row execute function app.touch_highlight();

alter table highlights enable row level security;
create policy own_all on highlights to seogo_app
  using (user_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]))
  with check (user_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[])
    -- What others see of a library is written by those who may change it.
    and (visibility = 'private' or removed_at is not null or library_id = any ((select app.my_editable_libraries())::uuid[])));
create policy shared_select on highlights for select to seogo_app
  using (visibility = 'library' and removed_at is null and library_id = any ((select app.my_libraries())::uuid[]));
create policy system_all on highlights to seogo_system using (true) with check (true);
grant select, insert, update, delete on highlights to seogo_app, seogo_system;

-- A file that goes to another paper (merged, lent, given back) takes its highlights along.
create function app.move_highlights() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.highlights set paper_id = new.paper_id where library_id = new.library_id and file_id = new.id;
  return null;
end $$;
revoke all on function app.move_highlights() from public;
create trigger files_move_highlights after update of paper_id on files
  for each row when (old.paper_id <> new.paper_id) execute function app.move_highlights();

-- The name of who shares something in a library, for its members: the table of people shows each only themselves.
create function app.name_in_library(in_library uuid, person uuid) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select u.name from auth.users u where u.id = person
     and (person = app.user_id() or in_library = any (app.my_libraries())
       and (exists (select from public.library_members m where m.library_id = in_library and m.user_id = person)
         or exists (select from public.highlights h
                     where h.library_id = in_library and h.user_id = person and h.visibility = 'library'))));
revoke all on function app.name_in_library(uuid, uuid) from public;
grant execute on function app.name_in_library(uuid, uuid) to seogo_app;
reset role;
