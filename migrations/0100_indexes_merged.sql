-- What is written to a GIN index stands in a list first, up to a megabyte (gin_pending_list_limit), which each search reads from end to end
-- for each of its words; whoever writes past the megabyte merges all of it. A job merges it meanwhile, so that neither does.
set role seogo_owner;

-- Merges the lists of every such index. @returns the pages they had
create function app.merge_indexes() returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(sum(gin_clean_pending_list(i.indexrelid)), 0)::bigint
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_am a on a.oid = c.relam
   where a.amname = 'gin' and c.relkind = 'i' and i.indisvalid and c.relnamespace = 'public'::regnamespace
     and pg_has_role(c.relowner, 'member') $$;
revoke all on function app.merge_indexes() from public;
grant execute on function app.merge_indexes() to seogo_system;

reset role;
