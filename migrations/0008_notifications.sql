-- What people are told: one row a person, a month a partition, kept for a year.

set role seogo_owner;

create table notifications (
  id uuid not null default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  type text not null,
  -- What it is about, with its title as it was then: the thing may be gone when the notification is read.
  subject_kind text,
  subject_id uuid,
  subject_title text,
  facts jsonb not null default '{}',
  read_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (id, created_at),
  check ((subject_kind is null) = (subject_id is null))
) partition by range (created_at);
create index notifications_user on notifications (user_id, created_at desc, id desc);
create index notifications_unread on notifications (user_id, created_at) where read_at is null;
alter table notifications enable row level security;
create policy own_select on notifications for select to seogo_app using (user_id = app.user_id());
create policy own_insert on notifications for insert to seogo_app with check (user_id = app.user_id());
create policy own_update on notifications for update to seogo_app
  using (user_id = app.user_id()) with check (user_id = app.user_id());
create policy system_all on notifications to seogo_system using (true) with check (true);
grant select, insert, update on notifications to seogo_app;
grant select, insert, update, delete on notifications to seogo_system;

insert into app.partitioned_tables (table_name, width, keep)
  values ('notifications', interval '1 month', interval '1 year');
select app.maintain_partitions(now());
reset role;
