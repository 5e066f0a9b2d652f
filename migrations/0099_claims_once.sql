-- The claims of a run are written into the index of words once, when it closes: each answer alone wrote the words of the
-- whole paper, of its PDFs too, anew. What is put into a run that is closed is indexed at once.
set role seogo_owner;

create or replace function app.index_claims() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  paper uuid;
begin
  select r.paper_id into paper from public.analysis_runs r
   where r.library_id = new.library_id and r.id = new.run_id and r.state <> 'running';
  if found then
    perform app.index_papers(array[paper]);
  end if;
  return null;
end $$;

create function app.index_closed_run() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.index_papers(array[new.paper_id]);
  return null;
end $$;
revoke all on function app.index_closed_run() from public;
create trigger analysis_runs_index after update of state on analysis_runs for each row
  when (old.state = 'running' and new.state <> 'running') execute function app.index_closed_run();

reset role;
