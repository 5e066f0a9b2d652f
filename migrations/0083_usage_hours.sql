-- How much each person asks of the server and of providers, hour by hour: what statistics and the look for unusual use read.

set role seogo_owner;

-- An hour of a person. Requests are added by the API processes in batches; calls by the trigger below, in the transaction
-- that writes the call down, so that they cannot differ from the ledger.
create table usage_hours (
  user_id uuid not null references auth.users (id) on delete cascade,
  hour timestamptz not null check (hour = date_trunc('hour', hour, 'UTC')),
  requests bigint not null default 0 check (requests >= 0),
  -- Of which so many were refused or failed (status 400 and more).
  failed_requests bigint not null default 0 check (failed_requests between 0 and requests),
  calls bigint not null default 0 check (calls >= 0),
  failed_calls bigint not null default 0 check (failed_calls between 0 and calls),
  tokens bigint not null default 0 check (tokens >= 0),
  micro_usd bigint not null default 0 check (micro_usd >= 0),
  primary key (user_id, hour)
);
create index usage_hours_hour on usage_hours (hour);

-- The networks a person was seen from: only ever the prefix.
create table usage_networks (
  user_id uuid not null references auth.users (id) on delete cascade,
  network text not null check (length(network) between 1 and 60),
  first_hour timestamptz not null,
  last_hour timestamptz not null,
  requests bigint not null check (requests > 0),
  primary key (user_id, network)
);
create index usage_networks_last on usage_networks (last_hour);

create or replace function app.count_usage_call() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.add_to_usage(new.user_id, new.day, new.month, new.house_day, new.house_month,
    array[new.analyses, new.input_tokens + new.output_tokens, coalesce(new.cost_micro_usd, 0)], array[0, 0, 0]);
  insert into public.usage_hours as h (user_id, hour, calls, failed_calls, tokens, micro_usd)
    values (new.user_id, date_trunc('hour', new.at, 'UTC'), 1, (new.outcome = 'failed')::int,
      new.input_tokens + new.output_tokens, coalesce(new.cost_micro_usd, 0))
  on conflict (user_id, hour) do update
    set calls = h.calls + 1, failed_calls = h.failed_calls + excluded.failed_calls,
        tokens = h.tokens + excluded.tokens, micro_usd = h.micro_usd + excluded.micro_usd;
  return null;
end $$;

insert into usage_hours (user_id, hour, calls, failed_calls, tokens, micro_usd)
  select user_id, date_trunc('hour', at, 'UTC'), count(*), count(*) filter (where outcome = 'failed'),
         sum(input_tokens + output_tokens), sum(coalesce(cost_micro_usd, 0))
    from usage_calls
   group by 1, 2;

alter table usage_hours enable row level security;
alter table usage_networks enable row level security;
create policy own_read on usage_hours for select to seogo_app using (user_id = app.user_id());
create policy own_read on usage_networks for select to seogo_app using (user_id = app.user_id());
create policy system_all on usage_hours to seogo_system using (true) with check (true);
create policy system_all on usage_networks to seogo_system using (true) with check (true);
grant select on usage_hours, usage_networks to seogo_app;
grant select, insert, update, delete on usage_hours, usage_networks to seogo_system;
reset role;
