import { sql } from 'kysely'
import type { JobId } from '#contract/ids.ts'
import type { Tx } from '#platform/database/transactions.ts'

/**
 * Keeps those of the jobs that have not begun from beginning, over any restart, until {@link resumeJobs}. One that runs
 * goes on, and stands when it would be tried again.
 */
export async function pauseJobs(tx: Tx, ids: readonly JobId[]): Promise<void> {
  await sql`
    with standing as (
      select id, state = 'active' as runs from background_jobs
       where id = any (${[...ids]}::uuid[]) and paused_at is null and state in ('waiting', 'delayed', 'active', 'retrying')
       order by id for update
    )
    update background_jobs j
       set paused_at = clock_timestamp(),
           queued_at = case when s.runs then j.queued_at end,
           fair_turn = case when s.runs then j.fair_turn end,
           -- What the queue was told before comes to nothing.
           delivery = j.delivery + (not s.runs)::int
      from standing s where j.id = s.id`.execute(tx)
}

/** Lets paused jobs go on; they are told to the queue anew, in their turn. */
export async function resumeJobs(tx: Tx, ids: readonly JobId[]): Promise<void> {
  await sql`
    with paused as (
      select id from background_jobs
       where id = any (${[...ids]}::uuid[]) and paused_at is not null order by id for update
    )
    update background_jobs j set paused_at = null from paused p where j.id = p.id`.execute(tx)
}
