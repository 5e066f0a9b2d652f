-- Who did what: rows that are only ever added, each bound to the one before by a hash.

set role seogo_owner;

create table audit_entries (
  seq bigint not null,
  at timestamptz not null,
  act text not null check (act ~ '^[a-z_]{1,60}$'),
  -- Who did it, and whom it concerns; no foreign keys, and their names as they were: a trace outlives its person.
  actor_id uuid,
  actor_name text,
  user_id uuid,
  user_name text,
  subject_kind text,
  subject_id text,
  subject_title text,
  address text,
  facts jsonb not null default '{}',
  previous bytea not null check (octet_length(previous) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (seq, at)
) partition by range (at);
create index audit_entries_user on audit_entries (user_id, seq desc) where user_id is not null;
create index audit_entries_actor on audit_entries (actor_id, seq desc) where actor_id is not null;
create index audit_entries_act on audit_entries (act, seq desc);

-- What a row's hash is made of. `jsonb` writes its keys in one order, and the instant does not depend on a time zone.
create function app.audit_hash(entry audit_entries) returns bytea
  language sql stable
  return sha256(entry.previous || convert_to(jsonb_build_array(
    entry.seq, (extract(epoch from entry.at) * 1000000)::bigint, entry.act, entry.actor_id, entry.actor_name,
    entry.user_id, entry.user_name, entry.subject_kind, entry.subject_id, entry.subject_title, entry.address,
    entry.facts)::text, 'UTF8'));
revoke all on function app.audit_hash(audit_entries) from public;
grant execute on function app.audit_hash(audit_entries) to seogo_system;

alter table audit_entries enable row level security;
create policy own_select on audit_entries for select to seogo_app
  using (user_id = app.user_id() or actor_id = app.user_id());
create policy system_select on audit_entries for select to seogo_system using (true);
grant select on audit_entries to seogo_app, seogo_system;

create function app.refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is only ever added to' using errcode = '42501';
end $$;
create trigger audit_entries_stay before update or delete on audit_entries
  for each row execute function app.refuse_audit_change();

-- The end of the chain: the newest row cannot be cut off unseen, and its lock is what puts commits in one order.
create table app.audit_head (
  is_only boolean primary key default true check (is_only),
  seq bigint not null default 0,
  hash bytea not null default sha256('seogo audit trail'),
  started_at timestamptz not null default now()
);
alter table app.audit_head enable row level security;
create policy system_select on app.audit_head for select to seogo_system using (true);
grant select on app.audit_head to seogo_system;
insert into app.audit_head default values;

-- What a transaction did, until it commits. Chained at once it would hold the end of the chain for as long as the
-- transaction lasts, and two of them could wait for each other.
create table app.audit_inbox (
  id bigint generated always as identity primary key,
  act text not null,
  actor_id uuid,
  user_id uuid,
  subject_kind text,
  subject_id text,
  subject_title text,
  address text,
  facts jsonb not null
);
alter table app.audit_inbox enable row level security;
create policy nobody on app.audit_inbox using (false);

create function app.chain_audit() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  entry public.audit_entries;
begin
  update app.audit_head set seq = seq + 1 returning seq, hash into entry.seq, entry.previous;
  entry.at := clock_timestamp();
  entry.act := new.act;
  entry.actor_id := new.actor_id;
  select name into entry.actor_name from auth.users where id = new.actor_id;
  entry.user_id := new.user_id;
  select name into entry.user_name from auth.users where id = new.user_id;
  entry.subject_kind := new.subject_kind;
  entry.subject_id := new.subject_id;
  entry.subject_title := new.subject_title;
  entry.address := new.address;
  entry.facts := new.facts;
  entry.hash := app.audit_hash(entry);
  insert into public.audit_entries select entry.*;
  update app.audit_head set hash = entry.hash;
  delete from app.audit_inbox where id = new.id;
  return null;
end $$;
revoke all on function app.chain_audit() from public;
create constraint trigger audit_inbox_chains after insert on app.audit_inbox
  deferrable initially deferred for each row execute function app.chain_audit();

-- The only way in.
create function app.record_audit(act text, actor uuid, person uuid, kind text, subject text, title text, address text,
    facts jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.audit_inbox (act, actor_id, user_id, subject_kind, subject_id, subject_title, address, facts)
  values (act,
          -- The application writes in the name of the person its transaction knows, and of nobody else.
          case when session_user = 'seogo_app' then app.user_id() else actor end,
          person, kind, subject, left(title, 300), left(address, 100), coalesce(facts, '{}'));
end $$;
revoke all on function app.record_audit(text, uuid, uuid, text, text, text, text, jsonb) from public;
grant execute on function app.record_audit(text, uuid, uuid, text, text, text, text, jsonb)
  to seogo_app, seogo_system, seogo_auth;

-- A session cannot begin without a trace, whoever begins it.
create function app.trace_session() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.record_audit('signed_in', new.user_id, new.user_id, 'session', new.id::text, null, new.ip_address,
    jsonb_strip_nulls(jsonb_build_object('agent', left(new.user_agent, 200))));
  return null;
end $$;
revoke all on function app.trace_session() from public;
create trigger sessions_traced after insert on auth.sessions for each row execute function app.trace_session();

insert into app.partitioned_tables (table_name, width, keep)
  values ('audit_entries', interval '1 month', interval '2 years');
select app.maintain_partitions(now());
reset role;
