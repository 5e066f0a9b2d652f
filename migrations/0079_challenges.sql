-- Between waiting and a lock: the person proves again who they are before anything sensitive goes on.

set role seogo_owner;

-- Since when this session is asked to; null: it is not.
alter table auth.sessions add column challenged_at timestamptz;

alter table security_events drop constraint security_events_answer_check;
alter table security_events add constraint security_events_answer_check
  check (answer in ('noted', 'slowed', 'challenged', 'guarded', 'locked'));
reset role;
