-- Which request or job asked for a job, as W3C Trace Context names it: so that a trace goes on through the outbox.

set role seogo_owner;
alter table background_jobs add column traceparent text;
alter table outbox add column traceparent text;
reset role;
