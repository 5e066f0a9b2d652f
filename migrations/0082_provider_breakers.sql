-- How the models of providers were reached of late, for all workers together: one that stays down is left alone for a while.

set role seogo_owner;

create table provider_breakers (
  provider text not null,
  base_url text not null check (length(base_url) <= 500),
  model text not null check (length(model) <= 200),
  -- `half_open`: left alone, but for one question whose answer decides.
  state text not null check (state in ('closed', 'open', 'half_open')),
  since timestamptz not null,
  -- In a row.
  failures int not null check (failures >= 0),
  -- So often opened without an answer in between: each time it is left alone for longer.
  openings int not null check (openings >= 0),
  -- Open: when one question is let through. Half open: until when the answer to it is waited for.
  next_probe_at timestamptz check ((next_probe_at is null) = (state = 'closed')),
  last_error text,
  last_failed_at timestamptz,
  last_answered_at timestamptz,
  primary key (provider, base_url, model)
);

-- The house's own: whose key led there is not in it, and the application's role has no right on it.
alter table provider_breakers enable row level security;
create policy system_all on provider_breakers to seogo_system using (true) with check (true);
grant select, insert, update, delete on provider_breakers to seogo_system;
reset role;
