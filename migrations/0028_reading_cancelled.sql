-- That nobody wants a file read is said by the file itself: the job that was cancelled is swept away some day.

set role seogo_owner;

alter table files add column reading_cancelled_at timestamptz;
update files f set reading_cancelled_at = j.finished_at
  from background_jobs j
 where j.subject_id = f.paper_id and j.kind = 'papers.readFile' and j.key = f.id::text and j.state = 'cancelled'
   and f.state in ('stored', 'reading');
