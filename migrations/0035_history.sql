-- What people did to papers and what each deed changed, so that it can be told and taken back.

set role seogo_owner;

create table acts (
  id uuid primary key default uuidv7(),
  library_id uuid not null references libraries (id) on delete cascade,
  -- A deed that reached into several libraries is an act in each of them; they are taken back together.
  deed_id uuid not null,
  -- Null once the person is gone.
  user_id uuid references auth.users (id) on delete set null,
  -- Whose alone it is (a rating, say); null: every member of the library sees it.
  private_to uuid references auth.users (id) on delete cascade,
  kind text not null,
  direction text not null default 'done' check (direction in ('done', 'undone', 'redone')),
  -- What words on screen need besides the changes: the name of a tag, say. No titles: papers go, and this stays.
  facts jsonb not null default '{}',
  paper_count int not null check (paper_count > 0),
  at timestamptz not null default now(),
  undone_at timestamptz,
  undo_of uuid,
  unique (library_id, id),
  foreign key (library_id, undo_of) references acts (library_id, id) on delete set null (undo_of)
);
create index acts_user on acts (user_id, id desc);
create index acts_private_to on acts (private_to) where private_to is not null;
create index acts_deed on acts (deed_id);
create index acts_undo_of on acts (library_id, undo_of) where undo_of is not null;
create index acts_at on acts (at);

-- One row is one thing that is taken back or is not: one tag of one paper, one field of one record.
create table act_changes (
  library_id uuid not null,
  act_id uuid not null,
  paper_id uuid not null,
  private_to uuid,
  kind text not null,
  -- The tag, the collection, the field.
  subject text not null default '',
  before jsonb,
  after jsonb,
  primary key (library_id, act_id, paper_id, kind, subject),
  foreign key (library_id, act_id) references acts (library_id, id) on delete cascade,
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index act_changes_paper on act_changes (library_id, paper_id, act_id desc);

do $$
declare
  own text;
begin
  foreach own in array array['acts', 'act_changes'] loop
    execute format('alter table %I enable row level security', own);
    execute format('create policy member_select on %I for select to seogo_app
      using (library_id = any ((select app.my_libraries())::uuid[])
             and (private_to is null or private_to = app.user_id()))', own);
    -- A reader of a library judges too, for themselves alone; what is everybody’s only an editor changes.
    execute format('create policy doer_insert on %I for insert to seogo_app
      with check (case when private_to is null then library_id = any ((select app.my_editable_libraries())::uuid[])
                       else private_to = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]) end)',
      own);
    execute format('create policy system_all on %I to seogo_system using (true) with check (true)', own);
    execute format('grant select, insert on %I to seogo_app', own);
    execute format('grant select, insert, update, delete on %I to seogo_system', own);
  end loop;
end $$;
-- An act is in its doer's own name.
create policy own_name on acts as restrictive for insert to seogo_app with check (user_id = app.user_id());
create policy doer_update on acts for update to seogo_app
  using (case when private_to is null then library_id = any ((select app.my_editable_libraries())::uuid[])
              else private_to = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]) end)
  with check (case when private_to is null then library_id = any ((select app.my_editable_libraries())::uuid[])
                   else private_to = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]) end);
-- What was done stays as it was written; only whether it still stands changes.
grant update (undone_at) on acts to seogo_app;

-- The names of people who share a library with the asking person, and their own.
create function app.names_of(wanted uuid[]) returns table (id uuid, name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select u.id, u.name from auth.users u
     where u.id = any (wanted)
       and (u.id = app.user_id()
            or exists (select from public.library_members theirs
                         join public.library_members mine on mine.library_id = theirs.library_id
                        where theirs.user_id = u.id and mine.user_id = app.user_id()))
  $$;
revoke all on function app.names_of(uuid[]) from public;
grant execute on function app.names_of(uuid[]) to seogo_app;
reset role;
