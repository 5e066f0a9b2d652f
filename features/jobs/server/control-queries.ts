import { type RawBuilder, sql } from 'kysely'
import type { JobId } from '#contract/ids.ts'
import type { Tx } from '#platform/database/transactions.ts'

export type ControlledRow = { id: JobId; kind: string; user_id: string | null; was_active: boolean }

/** Rows are locked in the order of their ids, as everybody who locks several does. */
function chosen(among: RawBuilder<boolean>, ids: readonly JobId[] | undefined) {
  return sql`${among} and (${ids ?? null}::uuid[] is null or id = any (${ids ?? null}::uuid[]))`
}

/** Ends jobs that have not ended. @returns them, and whether each was running */
export async function cancelRows(
  tx: Tx,
  among: RawBuilder<boolean>,
  ids?: readonly JobId[],
): Promise<ControlledRow[]> {
  const { rows } = await sql<ControlledRow>`
    with standing as (
      select id, state = 'active' as was_active from background_jobs
       where ${chosen(among, ids)} and state in ('waiting', 'delayed', 'active', 'retrying')
       order by id for update
    )
    update background_jobs j
       set state = 'cancelled', finished_at = clock_timestamp(), lease_until = null, held_back_since = null
      from standing s where j.id = s.id
    returning j.id, j.kind, j.user_id, s.was_active`.execute(tx)
  return rows
}

/**
 * Puts ended jobs back to their first attempt. Of several with one key the newest is taken, and none for which another
 * stands already.
 */
export async function reviveRows(
  tx: Tx,
  among: RawBuilder<boolean>,
  ids?: readonly JobId[],
): Promise<ControlledRow[]> {
  const { rows } = await sql<ControlledRow>`
    with newest as (
      select distinct on (kind, coalesce(key, id::text)) id, kind, key from background_jobs
       where ${chosen(among, ids)} and state in ('failed', 'cancelled')
       order by kind, coalesce(key, id::text), id desc
    ), ended as (
      select j.id from background_jobs j
       where j.id in (select n.id from newest n where n.key is null or not exists (
               select from background_jobs other where other.kind = n.kind and other.key = n.key
                  and other.state in ('waiting', 'delayed', 'active', 'retrying')))
         and j.state in ('failed', 'cancelled')
       order by j.id for update
    )
    update background_jobs j
       set state = 'waiting', attempts = 0, stage = null, progress_percent = 0, error_code = null, error_message = null,
           finished_at = null, started_at = null, queued_at = null, run_at = clock_timestamp(),
           delivery = j.delivery + 1, crashes = 0, held_back_since = null, paused_at = null
      from ended e where j.id = e.id
    returning j.id, j.kind, j.user_id, false as was_active`.execute(tx)
  return rows
}

/** Gives a job that waits another place in line: it is told to the queue anew. */
export async function putPriority(tx: Tx, id: JobId, priority: number): Promise<void> {
  await tx
    .updateTable('background_jobs')
    .set((one) => ({ priority, queued_at: null, fair_turn: null, delivery: one('delivery', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'delayed', 'retrying'])
    .where('priority', '!=', priority)
    .execute()
}
