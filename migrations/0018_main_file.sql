-- Which file of a paper comes first: the one somebody chose last, else the oldest.

set role seogo_owner;
alter table files add column main_at timestamptz;
reset role;
