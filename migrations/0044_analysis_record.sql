-- What an answer rests on, so that one can see when it is out of date and need not pay for the same question twice, and
-- what every call to a provider cost.

set role seogo_owner;

alter table analysis_answers
  -- The model that was asked for; `model` is the one that answered, as the provider names it.
  add column asked_model text,
  -- SHA-256 of the text that was read, page by page; see text_hash_of in features/papers.
  add column text_hash text check (text_hash ~ '^[0-9a-f]{64}$'),
  -- The answer this one was copied from, because it was given to the same question.
  add column reused_from uuid,
  add foreign key (library_id, reused_from) references analysis_answers (library_id, id) on delete set null (reused_from);
create index analysis_answers_input on analysis_answers (library_id, input_hash) where state = 'answered';
create index analysis_answers_reused on analysis_answers (library_id, reused_from) where reused_from is not null;
update analysis_answers set asked_model = model;

alter table analysis_runs
  -- Asked anew, even where the same question was answered before.
  add column fresh boolean not null default false;

-- One row for each call a provider counted tokens for, answered or not: the person's bill. It outlives the answer.
create table analysis_charges (
  id uuid primary key default uuidv7(),
  user_id uuid not null references auth.users (id) on delete cascade,
  answer_id uuid references analysis_answers (id) on delete set null,
  provider text not null,
  model text,
  outcome text not null check (outcome in ('answered', 'failed')),
  failure_code text,
  input_tokens bigint not null check (input_tokens >= 0),
  output_tokens bigint not null check (output_tokens >= 0),
  -- Null: no price is known for the model.
  cost_micro_usd bigint check (cost_micro_usd >= 0),
  charged_at timestamptz not null default now()
);
create index analysis_charges_user on analysis_charges (user_id, charged_at desc);
create index analysis_charges_answer on analysis_charges (answer_id) where answer_id is not null;
alter table analysis_charges enable row level security;
create policy own_read on analysis_charges for select to seogo_app using (user_id = app.user_id());
create policy system_all on analysis_charges to seogo_system using (true) with check (true);
grant select on analysis_charges to seogo_app;
grant select, insert, update, delete on analysis_charges to seogo_system;
reset role;
