-- Requests kept one by one are written in the order of time and looked for by time: one index by time is both the key and
-- the way to them. By their random ids first, each row went to another page of the largest index.
set role seogo_owner;
alter table performance_requests drop constraint performance_requests_pkey;
alter table performance_requests add primary key (at, request_id);
drop index performance_requests_at;
reset role;
