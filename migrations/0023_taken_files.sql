-- A file that a paper in the trash had and that somebody gave to a living one: it goes back when that one is gone and
-- the first one comes back.

set role seogo_owner;
alter table files add column taken_from uuid;
alter table files add foreign key (library_id, taken_from) references papers (library_id, id) on delete set null (taken_from);
create index files_taken_from on files (library_id, taken_from) where taken_from is not null;
reset role;
