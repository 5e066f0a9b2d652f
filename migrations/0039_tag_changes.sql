-- What was done to tags, kept for the way back; and what a merged tag is now, for filters that name it.

set role seogo_owner;

create table tag_changes (
  id uuid primary key default uuidv7(),
  library_id uuid not null references libraries (id) on delete cascade,
  user_id uuid references auth.users (id) on delete set null,
  -- Which tags stood how, which papers carried them, what was given and made.
  undo jsonb not null,
  at timestamptz not null default now(),
  undone_at timestamptz,
  unique (library_id, id)
);
create index tag_changes_library on tag_changes (library_id, at);
create index tag_changes_user on tag_changes (user_id);
call app.guard_library_table('tag_changes');

create table tag_aliases (
  library_id uuid not null references libraries (id) on delete cascade,
  -- The tag that went into another. Neither has a foreign key: one is gone, and the other may go the same way.
  tag_id uuid not null,
  into_id uuid not null,
  primary key (library_id, tag_id)
);
call app.guard_library_table('tag_aliases');

-- Whose bibliographies are read at an address of a tag that is merged go on reading its papers.
create function app.move_tag_links(library uuid, source uuid, target uuid, only_ids uuid[]) returns uuid[]
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  moved uuid[];
begin
  if not library = any (app.my_editable_libraries()) then
    raise exception 'not a library of the asking person' using errcode = 'insufficient_privilege';
  end if;
  with changed as (
    update public.export_links set tag_id = target
     where library_id = library and tag_id = source and (only_ids is null or id = any (only_ids))
    returning id)
  select coalesce(array_agg(id), '{}') into moved from changed;
  return moved;
end $$;
revoke all on function app.move_tag_links(uuid, uuid, uuid, uuid[]) from public;
grant execute on function app.move_tag_links(uuid, uuid, uuid, uuid[]) to seogo_app;
reset role;
