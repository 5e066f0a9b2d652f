-- The answered parts of a long paper, kept until its answer is recorded: what was paid for is not asked again after a crash.

set role seogo_owner;

create table analysis_parts (
  library_id uuid not null,
  answer_id uuid not null,
  number int not null check (number between 1 and part_count),
  part_count int not null,
  -- Of the whole question: parts of another text, or asked of another model, are of no use.
  input_hash text not null check (input_hash ~ '^[0-9a-f]{64}$'),
  model text not null,
  findings jsonb not null,
  primary key (answer_id, number),
  foreign key (library_id, answer_id) references analysis_answers (library_id, id) on delete cascade
);
create index analysis_parts_answer on analysis_parts (library_id, answer_id);
-- Nobody reads them through the application.
alter table analysis_parts enable row level security;
create policy system_all on analysis_parts to seogo_system using (true) with check (true);
grant select, insert, update, delete on analysis_parts to seogo_system;

reset role;
