-- How each person is told of what: settings, the addresses of channels, and what became of each delivery.

set role seogo_owner;

create table notification_settings (
  user_id uuid primary key references auth.users (id) on delete cascade,
  -- The channels of the types somebody chose them for; the other types have the house's own.
  choices jsonb not null default '{}',
  -- Digest, quiet hours and the clock they go by.
  rhythm jsonb not null,
  updated_at timestamptz not null default now()
);
alter table notification_settings enable row level security;
create policy own_all on notification_settings to seogo_app
  using (user_id = app.user_id()) with check (user_id = app.user_id());
create policy system_all on notification_settings to seogo_system using (true) with check (true);
grant select, insert, update on notification_settings to seogo_app;
grant select, insert, update, delete on notification_settings to seogo_system;

create table notification_targets (
  id uuid primary key default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  channel text not null check (channel in ('webhook', 'push')),
  label text not null,
  address text not null,
  -- Of a browser that takes pushes: what its messages are sealed with.
  keys jsonb,
  created_at timestamptz not null default now(),
  unique (user_id, address)
);
alter table notification_targets enable row level security;
create policy own_all on notification_targets to seogo_app
  using (user_id = app.user_id()) with check (user_id = app.user_id());
create policy system_all on notification_targets to seogo_system using (true) with check (true);
grant select, insert, update, delete on notification_targets to seogo_app, seogo_system;

create table notification_deliveries (
  id uuid not null default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  -- Without foreign keys: a notification and an address may be gone before the log of what was sent.
  notification_id uuid not null,
  channel text not null,
  target_id uuid,
  target_label text,
  state text not null default 'queued' check (state in ('queued', 'sent', 'delivered', 'failed')),
  reason text,
  attempts int not null default 0,
  -- How the person wanted it when it happened.
  rhythm jsonb not null,
  -- Held back until then, for a digest or for the end of the quiet hours, and sent with the others that were.
  due_at timestamptz,
  settled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (id, created_at)
) partition by range (created_at);
create index notification_deliveries_notification on notification_deliveries (notification_id);
create index notification_deliveries_held on notification_deliveries (due_at)
  where state = 'queued' and due_at is not null;
create index notification_deliveries_user on notification_deliveries (user_id, created_at);
alter table notification_deliveries enable row level security;
create policy own_select on notification_deliveries for select to seogo_app using (user_id = app.user_id());
create policy own_insert on notification_deliveries for insert to seogo_app with check (user_id = app.user_id());
create policy own_delete on notification_deliveries for delete to seogo_app using (user_id = app.user_id());
create policy system_all on notification_deliveries to seogo_system using (true) with check (true);
grant select, insert, delete on notification_deliveries to seogo_app;
grant select, insert, update, delete on notification_deliveries to seogo_system;
insert into app.partitioned_tables (table_name, width, keep)
  values ('notification_deliveries', interval '1 month', interval '3 months');
select app.maintain_partitions(now());

-- Without a cursor: told by other channels only, and not in the app.
alter table notifications alter column cursor drop not null;
create policy own_delete on notifications for delete to seogo_app using (user_id = app.user_id());
grant delete on notifications to seogo_app;
reset role;
