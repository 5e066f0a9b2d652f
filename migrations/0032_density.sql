-- How closely rows stand, kept with the person beside language and theme.

set role seogo_owner;

alter table auth.users
  add column density text not null default 'comfortable' check (density in ('comfortable', 'compact'));
grant select (density) on auth.users to seogo_app;
reset role;
