-- What was asked about a paper, and what each provider answered.

set role seogo_owner;

create table analysis_runs (
  id uuid primary key default uuidv7(),
  library_id uuid not null,
  paper_id uuid not null,
  requested_by uuid references auth.users (id) on delete set null,
  language text not null check (language in ('en', 'ko')),
  state text not null default 'running' check (state in ('running', 'finished', 'failed', 'cancelled')),
  requested_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((state = 'running') = (finished_at is null)),
  unique (library_id, id),
  foreign key (library_id, paper_id) references papers (library_id, id) on delete cascade
);
create index analysis_runs_paper on analysis_runs (library_id, paper_id, id desc);
create index analysis_runs_requested_by on analysis_runs (requested_by);
call app.guard_library_table('analysis_runs');

create table analysis_answers (
  id uuid primary key default uuidv7(),
  library_id uuid not null,
  run_id uuid not null,
  -- The order in which the providers were chosen.
  position smallint not null,
  provider text not null,
  -- The key it was asked with; null for the local reader, and after the key was removed.
  key_id uuid,
  -- As they were when asked: the key may be renamed or removed later.
  label text not null,
  model text,
  state text not null default 'waiting'
    check (state in ('waiting', 'active', 'retrying', 'answered', 'failed', 'cancelled')),
  stage text,
  progress_percent smallint not null default 0 check (progress_percent between 0 and 100),
  failure_code text,
  -- The provider's own sentence, without the key.
  failure_detail text,
  manner text check (manner in ('extractive', 'generative')),
  findings jsonb,
  findings_version smallint,
  prompt_version smallint,
  -- SHA-256 over everything the answer depends on: text, question, model, language.
  input_hash text check (input_hash ~ '^[0-9a-f]{64}$'),
  -- Of all attempts together: a failed one is on the bill too.
  input_tokens bigint check (input_tokens >= 0),
  output_tokens bigint check (output_tokens >= 0),
  cost_micro_usd bigint check (cost_micro_usd >= 0),
  duration_ms int check (duration_ms >= 0),
  truncated_at_page int check (truncated_at_page > 0),
  -- The file whose text was read.
  file_id uuid,
  job_id uuid references background_jobs (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((state = 'answered') = (findings is not null)),
  unique (library_id, id),
  unique (run_id, position),
  foreign key (library_id, run_id) references analysis_runs (library_id, id) on delete cascade,
  -- Only the reference goes with the file, never the library.
  foreign key (library_id, file_id) references files (library_id, id) on delete set null (file_id)
);
create index analysis_answers_run on analysis_answers (library_id, run_id);
create index analysis_answers_job on analysis_answers (job_id);
create index analysis_answers_file on analysis_answers (library_id, file_id) where file_id is not null;
create index analysis_answers_key on analysis_answers (key_id) where key_id is not null;
create trigger analysis_answers_touch before update on analysis_answers for each row execute function app.touch();
call app.guard_library_table('analysis_answers');
reset role;
