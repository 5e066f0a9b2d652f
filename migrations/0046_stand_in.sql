-- Who may answer instead when a provider stays down, and for whom an answer was given instead.

set role seogo_owner;

alter table provider_keys add column stand_in_id uuid references provider_keys (id) on delete set null;
alter table provider_keys add check (stand_in_id <> id);
create index provider_keys_stand_in on provider_keys (stand_in_id) where stand_in_id is not null;

-- As the provider was called that was chosen and stayed down; null: it answered itself.
alter table analysis_answers add column instead_of text;

reset role;
