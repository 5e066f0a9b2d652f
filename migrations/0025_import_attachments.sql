-- PDFs that a bibliography of the same import names belong to its papers.

set role seogo_owner;

alter table import_files
  -- Where it stood in the folder that was sent, with `/`; its name alone when it came by itself.
  add column path text check (length(path) between 1 and 2000),
  add column size_bytes bigint check (size_bytes >= 0);

alter table import_entries
  drop constraint import_entries_outcome_check,
  add constraint import_entries_outcome_check
    check (outcome in ('added', 'merged', 'attached', 'already_there', 'refused')),
  -- Files that the entry names, as its program wrote them.
  add column named_files text[];
reset role;
