-- Questions about many papers, asked one paper after the other by one job.

set role seogo_owner;

create table analysis_batches (
  id uuid primary key default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  paper_ids uuid[] not null check (cardinality(paper_ids) > 0),
  choices text[] not null,
  language text not null check (language in ('en', 'ko')),
  fresh boolean not null,
  -- How many of the papers have been asked about: where it goes on after it was cancelled or its worker died.
  next int not null default 0 check (next between 0 and cardinality(paper_ids)),
  -- How many of those could not be asked about: no text, or removed since.
  refused int not null default 0,
  created_at timestamptz not null default now()
);
create index analysis_batches_user on analysis_batches (user_id);
alter table analysis_batches enable row level security;
create policy own_all on analysis_batches to seogo_app
  using (user_id = app.user_id()) with check (user_id = app.user_id());
create policy system_all on analysis_batches to seogo_system using (true) with check (true);
grant select, insert, update on analysis_batches to seogo_app;
grant select, insert, update, delete on analysis_batches to seogo_system;

alter table analysis_runs
  add column batch_id uuid references analysis_batches (id) on delete set null;
create index analysis_runs_batch on analysis_runs (batch_id) where batch_id is not null;
-- The bill outlives the answer and belongs to a person, not to a library: it keeps the id, and nothing reaches across.
alter table analysis_charges drop constraint analysis_charges_answer_id_fkey;
reset role;
