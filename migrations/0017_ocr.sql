-- Text that was read from pictures of pages.

set role seogo_owner;

alter table files drop constraint files_text_quality_check;
alter table files add constraint files_text_quality_check check (text_quality in ('good', 'none', 'garbage', 'ocr'));

alter table files
  -- Null for files that hold their text themselves.
  add column ocr_state text check (ocr_state in ('needed', 'waiting', 'reading', 'done', 'failed')),
  -- A problem code: why it is only needed, why it failed, or what is missing of it.
  add column ocr_problem text,
  add column ocr_pages_done int check (ocr_pages_done >= 0),
  -- Mean over the letters, as the program believes.
  add column ocr_confidence real check (ocr_confidence between 0 and 1);
create index files_ocr on files (ocr_state, id) where ocr_state in ('needed', 'waiting', 'reading');

-- Not null on pages that have been read by OCR, so that a reading that was cut off goes on after them.
alter table pages add column ocr_confidence real check (ocr_confidence between 0 and 1);

-- Files of before: taken up by the schedule as soon as the program is there.
update files set ocr_state = 'needed', ocr_problem = 'ocr_not_installed'
 where state = 'read' and text_quality in ('none', 'garbage');
reset role;
