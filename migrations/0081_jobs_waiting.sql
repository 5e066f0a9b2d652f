-- How many jobs could run now if there were a worker for them: what a cluster scales its workers by. A number and nothing
-- else, so that a role that may do no more than this can be given to the scaler.
set role seogo_owner;
create function app.jobs_waiting() returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*) from background_jobs
   where state in ('waiting', 'delayed', 'active', 'retrying') and (state = 'active' or run_at <= now()) and paused_at is null
$$;
revoke all on function app.jobs_waiting() from public;
grant execute on function app.jobs_waiting() to seogo_system;
reset role;
