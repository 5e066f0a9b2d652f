-- What is announced to all or to a group, now or later.

set role seogo_owner;

create table announcements (
  id uuid primary key default uuidv7(),
  author_id uuid references auth.users (id) on delete set null,
  -- Title and text in each language.
  words jsonb not null,
  -- Everybody, those of a role, or the people of a library.
  audience jsonb not null,
  tell_at timestamptz not null,
  -- When it begins, for the countdown; and until when it stands over every page.
  begins_at timestamptz,
  ends_at timestamptz,
  -- People are told in the order of their ids, some at a time: up to here they are.
  told_up_to uuid,
  told_count int not null default 0,
  told_at timestamptz,
  created_at timestamptz not null default now()
);
create index announcements_author on announcements (author_id);
create index announcements_due on announcements (tell_at) where told_at is null;
alter table announcements enable row level security;
-- People read what they were told; the announcement itself is the house's.
create policy system_all on announcements to seogo_system using (true) with check (true);
grant select, insert, update, delete on announcements to seogo_system;
create index notifications_subject on notifications (subject_id) where subject_kind = 'announcement';
-- An account that nobody claimed has nobody to tell.
grant select (claimed_at) on auth.users to seogo_system;
reset role;
