-- What makes one claim different from every other, also from one that a crash of the database took back.

set role seogo_owner;

-- Claims commit without waiting for the disk. After a crash the row may be as it was before the claim, and the next one
-- gets the same number (lease): this is what tells the two apart. Random, as a sequence may go back with the crash.
alter table background_jobs add column claim uuid;
