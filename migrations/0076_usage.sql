-- What is spent at providers, what may be, and what is held back for work that has been asked for.

set role seogo_owner;

-- The zone in which a person's days and months turn; null: that of the house.
alter table auth.users add column time_zone text check (length(time_zone) <= 60);
grant select (time_zone) on auth.users to seogo_app, seogo_system;

-- Every call to a provider, for ever one row: only ever added to. `day` and `month` are those of the person, the others
-- those of the house. `subject` is what it was asked for (an answer of an analysis), which may be gone.
create table usage_calls (
  id uuid not null default uuidv7(),
  at timestamptz not null default now(),
  user_id uuid not null references auth.users (id) on delete cascade,
  subject uuid,
  provider text not null,
  model text,
  operation text not null check (operation ~ '^[a-z_]{1,40}$'),
  outcome text not null check (outcome in ('answered', 'failed')),
  failure_code text,
  -- How many analyses it completes: 1 for the call that brought the answer.
  analyses int not null default 0 check (analyses in (0, 1)),
  input_tokens bigint not null default 0 check (input_tokens >= 0),
  output_tokens bigint not null default 0 check (output_tokens >= 0),
  -- Null: no price is known for the model.
  cost_micro_usd bigint check (cost_micro_usd >= 0),
  duration_ms int check (duration_ms >= 0),
  day date not null,
  month date not null,
  house_day date not null,
  house_month date not null,
  primary key (id, at)
) partition by range (at);
create index usage_calls_user on usage_calls (user_id, at desc);
create index usage_calls_at on usage_calls (at desc);
create index usage_calls_subject on usage_calls (subject) where subject is not null;
insert into app.partitioned_tables (table_name, width, keep)
  values ('usage_calls', interval '1 month', interval '3 years');
select app.maintain_partitions(now());

-- How much may be spent: by everybody together, by whoever has a role, or by one person, whose own comes before that of
-- their role. `soft` warns, `hard` refuses.
create table usage_limits (
  id uuid primary key default uuidv7(),
  applies_to text not null check (applies_to in ('house', 'role', 'person')),
  role text check (role in ('owner', 'admin', 'member', 'reader')),
  user_id uuid references auth.users (id) on delete cascade,
  meter text not null check (meter in ('analyses', 'tokens', 'micro_usd')),
  period text not null check (period in ('day', 'month')),
  soft bigint check (soft >= 0),
  hard bigint check (hard >= 0),
  changed_at timestamptz not null default now(),
  check ((role is not null) = (applies_to = 'role') and (user_id is not null) = (applies_to = 'person')),
  check (coalesce(soft, hard) is not null and (soft is null or hard is null or soft <= hard)),
  unique nulls not distinct (applies_to, role, user_id, meter, period)
);
create index usage_limits_user on usage_limits (user_id) where user_id is not null;

-- What is asked for and not yet settled: an upper bound of what it can cost. One row for each answer that is open.
create table usage_reservations (
  subject uuid primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  analyses int not null check (analyses >= 0),
  tokens bigint not null check (tokens >= 0),
  micro_usd bigint not null check (micro_usd >= 0),
  day date not null,
  month date not null,
  house_day date not null,
  house_month date not null,
  reserved_at timestamptz not null default now()
);
create index usage_reservations_user on usage_reservations (user_id);

-- The sums of both, kept by the triggers below in the same transaction: reading them costs one row, and their rows are
-- what simultaneous requests wait for. `user_id` null: everybody together.
create table usage_totals (
  id uuid primary key default uuidv7(),
  user_id uuid references auth.users (id) on delete cascade,
  meter text not null check (meter in ('analyses', 'tokens', 'micro_usd')),
  period text not null check (period in ('day', 'month')),
  begins_on date not null,
  used bigint not null default 0 check (used >= 0),
  reserved bigint not null default 0 check (reserved >= 0),
  -- The limit that was warned of in this period, so that it is told once.
  warned_of bigint,
  unique nulls not distinct (user_id, meter, period, begins_on)
);

-- Adds to the sums of a person and of the house. One statement and one order of rows, so that two never wait for each
-- other in a circle.
create function app.add_to_usage(whose uuid, day date, month date, house_day date, house_month date,
  used bigint[], reserved bigint[]) returns void
  language sql
  begin atomic
    insert into public.usage_totals (user_id, meter, period, begins_on, used, reserved)
    select holder.user_id, meters.meter, holder.period, holder.begins_on, meters.used, meters.reserved
      from unnest(array['analyses', 'tokens', 'micro_usd'], used, reserved) as meters (meter, used, reserved)
     cross join (values (whose, 'day', day), (whose, 'month', month), (null::uuid, 'day', house_day),
       (null::uuid, 'month', house_month)) as holder (user_id, period, begins_on)
     order by holder.user_id nulls last, meters.meter, holder.period
    on conflict on constraint usage_totals_user_id_meter_period_begins_on_key do update
      set used = usage_totals.used + excluded.used, reserved = usage_totals.reserved + excluded.reserved;
  end;
revoke all on function app.add_to_usage(uuid, date, date, date, date, bigint[], bigint[]) from public;

create function app.count_usage_call() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.add_to_usage(new.user_id, new.day, new.month, new.house_day, new.house_month,
    array[new.analyses, new.input_tokens + new.output_tokens, coalesce(new.cost_micro_usd, 0)], array[0, 0, 0]);
  return null;
end $$;
revoke all on function app.count_usage_call() from public;
create trigger usage_calls_count after insert on usage_calls for each row execute function app.count_usage_call();

create function app.refuse_usage_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was spent is only ever added to' using errcode = '42501';
end $$;
create trigger usage_calls_stay before update on usage_calls for each row execute function app.refuse_usage_change();

-- Also of a reservation that goes with its person, whose own sums are gone by then.
create function app.count_usage_reservation() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform app.add_to_usage(new.user_id, new.day, new.month, new.house_day, new.house_month, array[0, 0, 0],
      array[new.analyses, new.tokens, new.micro_usd]);
    return null;
  end if;
  with sums as materialized (
    select t.id from public.usage_totals t
     where (t.user_id = old.user_id and (t.period, t.begins_on) in (('day', old.day), ('month', old.month)))
        or (t.user_id is null and (t.period, t.begins_on) in (('day', old.house_day), ('month', old.house_month)))
     order by t.user_id nulls last, t.meter, t.period
       for update)
  update public.usage_totals t
     set reserved = t.reserved - case t.meter when 'analyses' then old.analyses
           when 'tokens' then old.tokens else old.micro_usd end
    from sums where sums.id = t.id;
  return null;
end $$;
revoke all on function app.count_usage_reservation() from public;
create trigger usage_reservations_count after insert or delete on usage_reservations
  for each row execute function app.count_usage_reservation();

-- The limits that hold for a person: their own before that of their role, and those of the house.
create function app.usage_limits_of(whose uuid)
  returns table (applies_to text, meter text, period text, soft bigint, hard bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    (select distinct on (l.meter, l.period) 'person', l.meter, l.period, l.soft, l.hard
       from public.usage_limits l
       join auth.users u on u.id = whose
      where l.user_id = whose or l.role = u.role
      order by l.meter, l.period, l.user_id nulls last)
    union all
    select 'house', l.meter, l.period, l.soft, l.hard from public.usage_limits l where l.applies_to = 'house';
  end;
revoke all on function app.usage_limits_of(uuid) from public;

-- Those limits beside the sums of the days and months given that they are about; no sum yet is none.
create function app.limited_usage(whose uuid, day date, month date, house_day date, house_month date)
  returns table (id uuid, applies_to text, meter text, period text, begins_on date, soft bigint, hard bigint,
    used bigint, reserved bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select t.id, l.applies_to, l.meter, l.period, l.begins_on, l.soft, l.hard, coalesce(t.used, 0), coalesce(t.reserved, 0)
      from (select of_person.*, case when of_person.applies_to = 'person' and of_person.period = 'day' then day
              when of_person.applies_to = 'person' then month when of_person.period = 'day' then house_day
              else house_month end as begins_on
              from app.usage_limits_of(whose) as of_person) as l
      left join public.usage_totals t on t.meter = l.meter and t.period = l.period and t.begins_on = l.begins_on
       and t.user_id is not distinct from case l.applies_to when 'person' then whose end;
  end;
revoke all on function app.limited_usage(uuid, date, date, date, date) from public;

-- Holds an amount back for a person, or says which limit it would pass. The rows of the sums are locked before they are
-- looked at, and stay so to the end of the transaction: of simultaneous requests each sees what the ones before it took.
-- `refused` is null when it is held back, also when it was already; `near` are the limits of which to warn now.
create function app.reserve_usage(asked_for uuid, whose uuid, analyses int, tokens bigint, micro_usd bigint,
  day date, month date, house_day date, house_month date, out refused jsonb, out near jsonb)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- A person holds back for themselves, the house for anybody.
  if app.user_id() is distinct from whose and app.user_id() is not null then
    raise exception 'usage is reserved by whose it is' using errcode = '42501';
  end if;
  near := '[]';
  if exists (select from public.usage_reservations where subject = asked_for) then
    return;
  end if;
  perform app.add_to_usage(whose, day, month, house_day, house_month, array[0, 0, 0], array[0, 0, 0]);
  select jsonb_build_object('appliesTo', l.applies_to, 'meter', l.meter, 'period', l.period, 'limit', l.hard,
           'used', l.used, 'reserved', l.reserved)
    into refused
    from app.limited_usage(whose, day, month, house_day, house_month) l
   where l.hard < l.used + l.reserved
       + case l.meter when 'analyses' then analyses when 'tokens' then tokens else micro_usd end
   order by l.period desc, l.applies_to desc, l.meter
   limit 1;
  if refused is not null then
    return;
  end if;
  insert into public.usage_reservations
    (subject, user_id, analyses, tokens, micro_usd, day, month, house_day, house_month)
    values (asked_for, whose, analyses, tokens, micro_usd, day, month, house_day, house_month);
  with warned as (
    update public.usage_totals t set warned_of = l.soft
      from app.limited_usage(whose, day, month, house_day, house_month) l
     where t.id = l.id and l.soft <= l.used + l.reserved and t.warned_of is distinct from l.soft
    returning l.applies_to, l.meter, l.period, l.soft, l.hard)
  select coalesce(jsonb_agg(jsonb_build_object('appliesTo', w.applies_to, 'meter', w.meter, 'period', w.period,
           'soft', w.soft, 'hard', w.hard)), '[]')
    into near from warned w;
end $$;
revoke all on function app.reserve_usage(uuid, uuid, int, bigint, bigint, date, date, date, date) from public;
grant execute on function app.reserve_usage(uuid, uuid, int, bigint, bigint, date, date, date, date)
  to seogo_app, seogo_system;

alter table usage_calls enable row level security;
alter table usage_limits enable row level security;
alter table usage_reservations enable row level security;
alter table usage_totals enable row level security;
create policy own_read on usage_calls for select to seogo_app using (user_id = app.user_id());
create policy own_read on usage_limits for select to seogo_app using (user_id = app.user_id());
create policy own_read on usage_reservations for select to seogo_app using (user_id = app.user_id());
create policy own_read on usage_totals for select to seogo_app using (user_id = app.user_id());
create policy system_all on usage_calls to seogo_system using (true) with check (true);
create policy system_all on usage_limits to seogo_system using (true) with check (true);
create policy system_all on usage_reservations to seogo_system using (true) with check (true);
create policy system_all on usage_totals to seogo_system using (true) with check (true);
grant select on usage_calls, usage_limits, usage_reservations, usage_totals to seogo_app;
grant select, insert, delete on usage_calls to seogo_system;
grant select, insert, update, delete on usage_limits, usage_reservations, usage_totals to seogo_system;
grant execute on function app.limited_usage(uuid, date, date, date, date) to seogo_system;

-- However an answer ends, or goes with its paper: what was held back for it is given back.
create function app.give_back_usage() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.usage_reservations where subject = old.id;
  return null;
end $$;
revoke all on function app.give_back_usage() from public;
create trigger analysis_answers_ended after update of state on analysis_answers for each row
  when (old.state is distinct from new.state and new.state in ('answered', 'failed', 'cancelled'))
  execute function app.give_back_usage();
create trigger analysis_answers_gone after delete on analysis_answers for each row
  execute function app.give_back_usage();

-- What was charged so far, in the days of the house; months that are over get their partition now.
do $$
declare
  starts timestamptz;
begin
  for starts in
    select distinct app.partition_start(charged_at, interval '1 month') from analysis_charges
     where charged_at < app.partition_start(now(), interval '1 month')
  loop
    execute format('create table public.%I partition of public.usage_calls for values from (%L) to (%L)',
      'usage_calls_' || to_char(starts at time zone 'UTC', 'YYYYMMDD'), starts,
      app.partition_start(starts + interval '1 month 12 hours', interval '1 month'));
    execute format('alter table public.%I enable row level security',
      'usage_calls_' || to_char(starts at time zone 'UTC', 'YYYYMMDD'));
  end loop;
end $$;
insert into usage_calls (id, at, user_id, subject, provider, model, operation, outcome, failure_code, analyses,
    input_tokens, output_tokens, cost_micro_usd, day, month, house_day, house_month)
  select id, charged_at, user_id, answer_id, provider, model, 'analysis', outcome, failure_code, 0, input_tokens,
         output_tokens, cost_micro_usd, d.day, date_trunc('month', d.day)::date, d.day, date_trunc('month', d.day)::date
    from analysis_charges cross join lateral (select (charged_at at time zone 'UTC')::date as day) as d;
drop table analysis_charges;
reset role;
