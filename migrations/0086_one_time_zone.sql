-- A person lives in one zone: that of the account. Quiet hours and digests had one of their own.

set role seogo_owner;
-- UTC stood there where nobody had said anything.
update auth.users u set time_zone = s.rhythm ->> 'timeZone'
  from notification_settings s
 where s.user_id = u.id and u.time_zone is null
   and s.rhythm ->> 'timeZone' <> 'UTC' and length(s.rhythm ->> 'timeZone') <= 60;
update notification_settings set rhythm = rhythm - 'timeZone';
reset role;
