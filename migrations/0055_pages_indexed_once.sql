-- The text of a file becomes words once its reading has ended, not with every batch of its pages: each batch would parse all
-- pages before it again.

set role seogo_owner;

-- The papers of files of which pages changed that nobody reads any more.
create function app.papers_of_settled(files uuid[]) returns uuid[]
  language sql stable set search_path = pg_catalog, pg_temp
  return (select coalesce(array_agg(distinct f.paper_id), '{}') from public.files f
           where f.id = any (files) and f.state = 'read' and coalesce(f.ocr_state, '') not in ('waiting', 'reading'));
revoke all on function app.papers_of_settled(uuid[]) from public;

create or replace function app.index_pages() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.index_texts(app.papers_of_settled(array(select distinct c.file_id from changed c)));
  return null;
end $$;
create or replace function app.index_changed_pages() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.index_texts(app.papers_of_settled(array(
    select distinct c.file_id from changed c join before b on b.file_id = c.file_id and b.number = c.number and b.text <> c.text)));
  return null;
end $$;

create function app.index_read_file() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.index_texts(app.papers_of_settled(array[new.id]));
  return null;
end $$;
revoke all on function app.index_read_file() from public;
create trigger files_index_read after update of state, ocr_state on files
  for each row when (old.state <> new.state or old.ocr_state is distinct from new.ocr_state)
  execute function app.index_read_file();

reset role;
