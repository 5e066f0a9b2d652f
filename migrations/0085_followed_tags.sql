-- A tag is followed as a kept search is: by what carried it when it was last looked at.

set role seogo_owner;
alter table smart_follows rename to follows;
alter table follows rename column smart_collection_id to followed_id;
alter table follows add column kind text not null default 'search' check (kind in ('search', 'tag'));
alter table follows alter column kind drop default;
reset role;
