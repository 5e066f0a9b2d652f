-- Providers of the whole installation, and when a provider last accepted a key.

set role seogo_owner;

-- Null: set up by an administrator for everybody.
alter table provider_keys alter column user_id drop not null;
alter table provider_keys add column checked_at timestamptz;
create unique index provider_keys_shared_label on provider_keys (lower(label)) where user_id is null;
-- What is for everybody is changed by the system alone, after the permission was looked at.
create policy shared_read on provider_keys for select to seogo_app using (user_id is null);

reset role;
