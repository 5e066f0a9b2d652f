-- What a person is told has a number of its own, so that a client that comes back is given what it missed.

set role seogo_owner;

-- The last number given out for a person. Whoever tells them something takes the next one under this row's lock, which is
-- held until the commit: numbers become visible in their order and without a gap, so that "after 17" misses nothing.
create table notification_cursors (
  user_id uuid primary key references auth.users (id) on delete cascade,
  last bigint not null check (last > 0)
);
alter table notification_cursors enable row level security;
create policy own_all on notification_cursors to seogo_app
  using (user_id = app.user_id()) with check (user_id = app.user_id());
create policy system_all on notification_cursors to seogo_system using (true) with check (true);
grant select, insert, update on notification_cursors to seogo_app;
grant select, insert, update, delete on notification_cursors to seogo_system;

-- Of the telling, or of the last time its count grew.
alter table notifications add column cursor bigint;
update notifications n set cursor = counted.cursor
  from (select id, created_at, row_number() over (partition by user_id order by created_at, id) as cursor
          from notifications) counted
 where n.id = counted.id and n.created_at = counted.created_at;
alter table notifications alter column cursor set not null;
create index notifications_cursor on notifications (user_id, cursor);
insert into notification_cursors (user_id, last)
  select user_id, max(cursor) from notifications group by user_id;

reset role;
