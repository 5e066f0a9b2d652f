import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { Delivery } from './execution-queries.ts'

/**
 * Puts jobs back for workers that know their kinds: to be told again after about a tenth of the time they have waited for
 * one, between half a second and thirty. While two versions work beside each other the wrong one may be told many times in
 * a row; waits that double would then hold a job up for half a minute. No attempt is used and none is noted.
 * @returns the ids of those that were put back; not those that have waited longer than patience allows
 */
export async function leaveToOthers(
  tx: SystemTx,
  asked: readonly Delivery[],
  patienceMs: number,
): Promise<string[]> {
  const ids = asked.map(({ id }) => id)
  const { rows } = await sql<{ id: string }>`
    update background_jobs j
       set state = 'delayed', queued_at = null, delivery = j.delivery + 1,
           held_back_since = coalesce(j.held_back_since, clock_timestamp()),
           run_at = clock_timestamp() + (0.5 + random() / 2) * greatest(interval '1 second',
             least((clock_timestamp() - coalesce(j.held_back_since, clock_timestamp())) / 10, interval '30 seconds')),
           error_code = 'unknown_job', error_message = 'no worker of this version knows ' || j.kind
     where j.id = any (array(
       select f.id from background_jobs f
        where f.id = any (${ids}::uuid[]) and f.state not in ('active', 'completed', 'failed', 'cancelled')
          and exists (select from unnest(${ids}::uuid[], ${asked.map(({ delivery }) => delivery)}::int[])
                        as a (id, delivery) where a.id = f.id and a.delivery = f.delivery)
          and coalesce(f.held_back_since, clock_timestamp())
              > clock_timestamp() - make_interval(secs => ${patienceMs / 1000}::float8)
        order by f.id for update of f skip locked))
    returning j.id`.execute(tx)
  return rows.map(({ id }) => id)
}
