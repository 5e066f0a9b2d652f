-- New papers are analysed by themselves, for people who wish it.

set role seogo_owner;

create table analysis_automatic (
  user_id uuid primary key references auth.users (id) on delete cascade,
  -- Papers added since then are new; null: switched off.
  enabled_since timestamptz,
  choices text[] not null,
  language text not null check (language in ('en', 'ko')),
  papers_per_day int not null check (papers_per_day between 1 and 1000)
);
alter table analysis_automatic enable row level security;
create policy own_all on analysis_automatic to seogo_app
  using (user_id = app.user_id()) with check (user_id = app.user_id());
create policy system_all on analysis_automatic to seogo_system using (true) with check (true);
grant select, insert, update on analysis_automatic to seogo_app;
grant select, insert, update, delete on analysis_automatic to seogo_system;

-- The papers that were taken up for whom, so that none is taken up twice.
create table analysis_automatic_papers (
  user_id uuid not null references auth.users (id) on delete cascade,
  library_id uuid not null,
  paper_id uuid not null,
  taken_at timestamptz not null default now(),
  primary key (user_id, paper_id),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index analysis_automatic_papers_paper on analysis_automatic_papers (library_id, paper_id);
create index analysis_automatic_papers_day on analysis_automatic_papers (user_id, taken_at);
alter table analysis_automatic_papers enable row level security;
create policy own_read on analysis_automatic_papers for select to seogo_app using (user_id = app.user_id());
create policy own_insert on analysis_automatic_papers for insert to seogo_app
  with check (user_id = app.user_id() and library_id = any ((select app.my_libraries())::uuid[]));
create policy system_all on analysis_automatic_papers to seogo_system using (true) with check (true);
grant select, insert on analysis_automatic_papers to seogo_app;
grant select, insert, update, delete on analysis_automatic_papers to seogo_system;

alter table analysis_batches
  -- Asked for by nobody but the setting: what comes on the same day is added to it.
  add column automatic boolean not null default false;
-- Whether a batch has anything left: asked with the end of each of its runs.
create index analysis_runs_batch_open on analysis_runs (batch_id) where batch_id is not null and state = 'running';

reset role;
