-- Whether a provider refuses the questions of a batch is asked for every ten papers: the newest answers of a key by their
-- state, so that it costs as little for the last paper as for the first.

set role seogo_owner;

drop index analysis_answers_key;
create index analysis_answers_key on analysis_answers (key_id, state, finished_at) where key_id is not null;

reset role;
