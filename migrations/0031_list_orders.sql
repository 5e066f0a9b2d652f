-- The orders of the list: by first author, venue and last change beside title, year and addition. What lacks the key comes
-- last in both directions, so each such key has two forms: empty for the way down, the highest sign there is for the way up.

set role seogo_owner;

-- Columns of their own, so that a walk over the index alone finds them: an expression sends it to every row's page.
-- Bytes compare alike everywhere; the highest sign is the highest only there.
alter table papers
  add column author_key text collate "C" not null generated always as
    (coalesce(lower(left(coalesce(csl #>> '{author,0,family}', csl #>> '{author,0,literal}'), 100)), '')) stored,
  add column title_key text not null generated always as (lower(left(title, 200))) stored,
  add column venue_key text collate "C" not null generated always as (coalesce(lower(left(venue, 200)), '')) stored;

drop index papers_title;
create index papers_title on papers (library_id, title_key, id) where trashed_at is null;
create index papers_author_down on papers (library_id, author_key, id) where trashed_at is null;
create index papers_author_up on papers (library_id, coalesce(nullif(author_key, ''), U&'\+10FFFF'), id) where trashed_at is null;
create index papers_venue_down on papers (library_id, venue_key, id) where trashed_at is null;
create index papers_venue_up on papers (library_id, coalesce(nullif(venue_key, ''), U&'\+10FFFF'), id) where trashed_at is null;
create index papers_year_up on papers (library_id, coalesce(year, 32767::smallint), id) where trashed_at is null;
create index papers_updated on papers (library_id, updated_at, id) where trashed_at is null;
reset role;
