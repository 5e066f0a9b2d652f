-- A second factor of passkeys alone: no app, so no secret of one; passkeys and recovery codes answer.

set role seogo_owner;
alter table auth.second_factors alter column sealed_secret drop not null;
alter table auth.second_factors add constraint second_factors_secret
  check (sealed_secret is not null or confirmed_at is not null);
reset role;
