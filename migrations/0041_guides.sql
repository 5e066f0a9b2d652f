-- The first steps that leave no other trace, and whether the person wants the guide: one row a person.

set role seogo_owner;

create table guides (
  user_id uuid primary key references auth.users (id) on delete cascade,
  claim_opened_at timestamptz,
  searched_at timestamptz,
  dismissed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create trigger guides_touch before update on guides for each row execute function app.touch();
alter table guides enable row level security;
create policy own_all on guides to seogo_app using (user_id = app.user_id()) with check (user_id = app.user_id());
create policy system_all on guides to seogo_system using (true) with check (true);
grant select, insert, update on guides to seogo_app;
grant select, insert, update, delete on guides to seogo_system;
reset role;
