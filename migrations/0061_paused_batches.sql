-- A person pauses questions about many papers and lets them go on.

set role seogo_owner;

-- Whoever it belongs to has paused it: it does not begin before they let it go on.
alter table background_jobs add column paused_at timestamptz;
drop index background_jobs_unqueued;
create index background_jobs_unqueued on background_jobs (created_at)
  where queued_at is null and paused_at is null and state in ('waiting', 'delayed', 'retrying');
drop trigger background_jobs_ring_again on background_jobs;
create trigger background_jobs_ring_again after update on background_jobs
  for each row when ((new.queued_at is null and old.queued_at is not null)
    or (new.paused_at is null and old.paused_at is not null)) execute function app.ring_outbox();

alter table analysis_batches
  add column paused_at timestamptz,
  -- The job that asks about its papers.
  add column job_id uuid references background_jobs (id) on delete set null;
create index analysis_batches_job on analysis_batches (job_id) where job_id is not null;
drop index analysis_batches_user;
create index analysis_batches_user on analysis_batches (user_id, id desc);
update analysis_batches b set job_id = (
  select j.id from background_jobs j where j.kind = 'analysis.askBatch' and j.key = b.id::text
   order by j.id desc limit 1);

reset role;
