-- Changed rows tell of themselves, whoever changed them: one line a statement, `<table> <transaction> <whose>,<whose>…`,
-- sent by NOTIFY when the transaction commits, and not at all when it does not. What is kept in memory of them is forgotten.

set role seogo_owner;

-- The argument names the column that says whose a row is; without one, or when they are too many to name, it is `*`.
create function app.tell_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  most constant int := 100;
  whose text[];
  told text;
begin
  if tg_nargs = 0 then
    whose := '{*}';
  elsif tg_level = 'ROW' then
    whose := array[to_jsonb(new) ->> tg_argv[0]];
  elsif tg_op = 'UPDATE' then
    execute format('select array_agg(distinct each) from (select %1$I::text as each from changed union select %1$I::text from before) as both_sides',
                   tg_argv[0]) into whose;
  else
    execute format('select array_agg(distinct %1$I::text) from changed', tg_argv[0]) into whose;
  end if;
  if whose is null then
    return null;
  end if;
  if cardinality(whose) > most or array_position(whose, null) is not null then
    whose := '{*}';
  end if;
  told := format('%s %s %s', tg_table_name, pg_current_xact_id(), array_to_string(whose, ','));
  perform pg_notify('seogo_changes', told);
  -- Seogo's own connections hear of it at once: whoever wrote reads nothing older afterwards.
  if current_setting('app.hears_changes', true) = 'yes' then
    raise notice using message = 'seogo_changes ' || told;
  end if;
  return null;
end $$;
revoke all on function app.tell_change() from public;

-- Has a table tell of its rows, once a statement. @param whose the column that says whose a row is
create procedure app.watch_table(watched regclass, whose text) language plpgsql as $$
begin
  execute format('create trigger changes_told_insert after insert on %s referencing new table as changed
    for each statement execute function app.tell_change(%L)', watched, whose);
  execute format('create trigger changes_told_update after update on %s referencing old table as before new table as changed
    for each statement execute function app.tell_change(%L)', watched, whose);
  execute format('create trigger changes_told_delete after delete on %s referencing old table as changed
    for each statement execute function app.tell_change(%L)', watched, whose);
  execute format('create trigger changes_told_truncate after truncate on %s
    for each statement execute function app.tell_change()', watched);
end $$;

-- The same for a table with columns that other triggers keep, row by row: only changes of these columns are told.
create procedure app.watch_columns(watched regclass, whose text, columns text) language plpgsql as $$
begin
  call app.watch_table(watched, whose);
  execute format('drop trigger changes_told_update on %s', watched);
  execute format('create trigger changes_told_update after update of %s on %s
    for each row execute function app.tell_change(%L)', columns, watched, whose);
end $$;

-- The same for a table of few changes, each of which may be everybody's.
create procedure app.watch_for_all(watched regclass, columns text) language plpgsql as $$
begin
  execute format('create trigger changes_told_rows after insert or delete or truncate on %s
    for each statement execute function app.tell_change()', watched);
  execute format('create trigger changes_told_update after update of %s on %s
    for each statement execute function app.tell_change()', columns, watched);
end $$;

do $$
declare
  watched text;
begin
  foreach watched in array array['papers', 'files', 'paper_tags', 'paper_collections', 'notes', 'highlights', 'analysis_runs',
    'analysis_answers', 'citation_keys', 'paper_search', 'text_search', 'search_vocabulary', 'search_learned']
  loop
    call app.watch_table(watched::regclass, 'library_id');
  end loop;
  foreach watched in array array['judgements', 'notifications', 'notification_deliveries', 'private_search', 'follows']
  loop
    call app.watch_table(watched::regclass, 'user_id');
  end loop;
end $$;
call app.watch_columns('tags', 'library_id', 'name, colour, parent_id, library_id');
call app.watch_columns('collections', 'library_id', 'name, parent_id, position, library_id');
call app.watch_for_all('libraries', 'name, kind, owner_id, deleted_at');
call app.watch_for_all('library_members', 'library_id, user_id, membership');
call app.watch_for_all('auth.users', 'name, email, role, claimed_at, language, theme, density, time_zone, second_factor_at, deactivated_at, locked_until');
reset role;
