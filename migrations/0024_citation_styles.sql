-- Citation styles that an administrator added to those that come along.

set role seogo_owner;
create table citation_styles (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,120}$'),
  title text not null check (length(title) between 1 and 500),
  xml text not null check (length(xml) <= 1000000),
  -- The style whose rules it uses; it is a name for that one then.
  parent_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create trigger citation_styles_touch before update on citation_styles for each row execute function app.touch();
-- The house's own: the application's role has no right on it.
alter table citation_styles enable row level security;
create policy system_all on citation_styles to seogo_system using (true) with check (true);
grant select, insert, update, delete on citation_styles to seogo_system;
reset role;
