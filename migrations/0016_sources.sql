-- Metadata sources: how each stands, what each said of a work, what of it belongs to which paper, and what was asked for
-- by identifier.

set role seogo_owner;

-- One row a source; the limits of a source hold for all processes together, so they stand here.
create table source_states (
  source text primary key check (length(source) between 1 and 40),
  -- Switched off by an administrator; what the configuration switches off never gets this far.
  enabled boolean not null default true,
  -- Before this instant nobody asks: the gap after the last request.
  next_at timestamptz not null default '-infinity',
  -- Who holds the only connection of a source that allows one; given up at this instant if its process died.
  held_until timestamptz,
  paused_until timestamptz,
  pause_reason text check (pause_reason in ('asked_to_wait', 'budget_spent', 'failing')),
  last_call_at timestamptz,
  last_ok_at timestamptz,
  last_status int,
  last_fault text,
  -- What the source allows by its own headers, when it says: so many requests in so many milliseconds.
  told_requests int check (told_requests > 0),
  told_interval_ms int check (told_interval_ms > 0),
  -- The UTC day of what was spent, YYYY-MM-DD.
  budget_day text,
  budget_spent_micro_usd bigint not null default 0,
  updated_at timestamptz not null default now()
);
create trigger source_states_touch before update on source_states for each row execute function app.touch();

-- What a source answered, as it answered; "absent" is an answer too.
create table source_records (
  source text not null,
  -- The request in words of the source: doi:10.…, arxiv:…, search:…
  key text not null check (length(key) <= 700),
  found boolean not null,
  media_type text,
  raw text,
  etag text,
  fetched_at timestamptz not null,
  primary key (source, key)
);
create index source_records_fetched on source_records (fetched_at);

-- These two hold no person's data and are the house's own: the application's role has no right on them.
do $$
declare
  own text;
begin
  foreach own in array array['source_states', 'source_records'] loop
    execute format('alter table %I enable row level security', own);
    execute format('create policy system_all on %I to seogo_system using (true) with check (true)', own);
    execute format('grant select, insert, update, delete on %I to seogo_system', own);
  end loop;
end $$;

-- What a source says of a paper of the library, in the words of CSL.
create table paper_sources (
  library_id uuid not null,
  paper_id uuid not null,
  source text not null check (length(source) between 1 and 40),
  key text not null,
  verdict text not null check (verdict in ('trusted', 'set_aside')),
  -- Why it was set aside.
  reason text check (reason in ('title_differs', 'unknown_identifier')),
  confidence real not null check (confidence between 0 and 1),
  csl jsonb not null,
  -- Retractions, free copies, the published version: what is no field of the record.
  facts jsonb not null default '{}',
  fetched_at timestamptz not null,
  -- The record of a wrong DOI may stand set aside beside the right one from the same source.
  primary key (paper_id, source, verdict),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index paper_sources_paper on paper_sources (library_id, paper_id);
call app.guard_library_table('paper_sources');

-- A list of identifiers to add, and what became of each.
create table identifier_batches (
  id uuid primary key default uuidv7(),
  library_id uuid not null references libraries (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  job_id uuid,
  finished_at timestamptz,
  created_at timestamptz not null default now(),
  unique (library_id, id)
);
create index identifier_batches_user on identifier_batches (user_id, created_at desc);

create table identifier_items (
  library_id uuid not null,
  batch_id uuid not null,
  position int not null check (position >= 0),
  user_id uuid not null references auth.users (id) on delete cascade,
  given text not null check (length(given) between 1 and 2000),
  -- kind:value in its canonical form; null for what is no identifier.
  identifier text,
  outcome text not null default 'waiting' check (outcome in ('waiting', 'added', 'already_there', 'refused')),
  -- A problem code when refused.
  problem text,
  paper_id uuid,
  title text,
  primary key (batch_id, position),
  foreign key (library_id, batch_id) references identifier_batches (library_id, id) on delete cascade,
  foreign key (library_id, paper_id) references papers (library_id, id) on delete set null (paper_id)
);
create index identifier_items_batch on identifier_items (library_id, batch_id);
create index identifier_items_paper on identifier_items (library_id, paper_id) where paper_id is not null;
create index identifier_items_user on identifier_items (user_id);

-- Each person sees what they asked for themselves, while they see the library.
do $$
declare
  own text;
begin
  foreach own in array array['identifier_batches', 'identifier_items'] loop
    execute format('alter table %I enable row level security', own);
    execute format('create policy own_all on %I to seogo_app
      using (user_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]))
      with check (user_id = app.user_id() and library_id = any ((select app.my_editable_libraries())::uuid[]))', own);
    execute format('create policy system_all on %I to seogo_system using (true) with check (true)', own);
    execute format('grant select, insert, update, delete on %I to seogo_app, seogo_system', own);
  end loop;
end $$;

-- A work that was retracted, doubted or corrected after it appeared is marked wherever it is shown.
alter table papers add column integrity text check (integrity in ('retracted', 'concern', 'corrected'));
reset role;
