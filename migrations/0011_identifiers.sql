-- More names by which a paper is known again: PubMed, PubMed Central, and the ISBN of a whole book.

set role seogo_owner;

alter table papers
  add column pmid text check (pmid ~ '^[1-9][0-9]{0,7}$'),
  add column pmcid text check (pmcid ~ '^PMC[1-9][0-9]{0,8}$'),
  -- Thirteen digits. Only of a whole book: the number on a chapter is that of the book around it.
  add column isbn text check (isbn ~ '^97[89][0-9]{10}$');
create index papers_pmid on papers (library_id, pmid) where pmid is not null;
create index papers_pmcid on papers (library_id, pmcid) where pmcid is not null;
create index papers_isbn on papers (library_id, isbn) where isbn is not null;

-- Records that stand already. Their ISBN wants its check digit looked at and comes with their next change.
update papers set pmid = csl->>'PMID' where csl->>'PMID' ~ '^[1-9][0-9]{0,7}$';
update papers set pmcid = csl->>'PMCID' where csl->>'PMCID' ~ '^PMC[1-9][0-9]{0,8}$';
update papers set arxiv_id = substr(doi, 16) where arxiv_id is null and doi ~ '^10\.48550/arxiv\.[0-9]{4}\.[0-9]{4,5}$';
reset role;
