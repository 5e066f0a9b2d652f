import { sql } from 'kysely'
import type { SystemTx, Tx } from '#platform/database/transactions.ts'
import type { RequestGrouping } from '../contract.ts'

export type CountedRequests = {
  readonly userId: string
  readonly network: string
  readonly hourMs: number
  readonly requests: number
  readonly failed: number
}

/**
 * Adds to the hours of people and to their networks, in one order of rows, so that two processes never wait for each other
 * in a circle. Of somebody who is gone nothing is kept.
 */
export async function addRequests(tx: SystemTx, rows: readonly CountedRequests[]): Promise<void> {
  const counted = JSON.stringify(rows.map(({ hourMs, ...row }) => ({ ...row, hour: new Date(hourMs) })))
  await sql`
    with counted as (
      select c."userId" as user_id, c.network, c.hour, c.requests, c.failed
        from jsonb_to_recordset(${counted}::jsonb)
          as c ("userId" uuid, network text, hour timestamptz, requests bigint, failed bigint)
        join auth.users on auth.users.id = c."userId"),
    hours as (
      insert into usage_hours as h (user_id, hour, requests, failed_requests)
      select user_id, hour, sum(requests), sum(failed) from counted group by 1, 2 order by 1, 2
      on conflict (user_id, hour) do update
        set requests = h.requests + excluded.requests, failed_requests = h.failed_requests + excluded.failed_requests)
    insert into usage_networks as n (user_id, network, first_hour, last_hour, requests)
    select user_id, network, min(hour), max(hour), sum(requests) from counted group by 1, 2 order by 1, 2
    on conflict (user_id, network) do update
      set first_hour = least(n.first_hour, excluded.first_hour), last_hour = greatest(n.last_hour, excluded.last_hour),
          requests = n.requests + excluded.requests`.execute(tx)
}

type Asked = {
  readonly by: RequestGrouping
  readonly since: Date
  readonly timeZone: string
  /** Whose; everybody's that may be seen, unless told. */
  readonly userId?: string | undefined
}

/** Sums of the requests that the transaction may see: days and hours in their order, else the most first. */
export async function sumRequests(tx: Tx, { by, since, timeZone, userId }: Asked) {
  const label = {
    day: sql<string | null>`to_char(hours.hour at time zone ${timeZone}, 'YYYY-MM-DD')`,
    hour: sql<string | null>`to_char(hours.hour at time zone ${timeZone}, 'HH24')`,
    person: sql<string | null>`people.name`,
  }[by]
  const person = by === 'person' ? sql<string | null>`hours.user_id` : sql<string | null>`null::uuid`
  return await tx
    .selectFrom('usage_hours as hours')
    .leftJoin('auth.users as people', 'people.id', 'hours.user_id')
    .select([
      label.as('label'),
      person.as('user_id'),
      sql<number>`sum(hours.requests)::bigint`.as('requests'),
      sql<number>`sum(hours.failed_requests)::bigint`.as('failed_requests'),
    ])
    .where('hours.hour', '>', since)
    .where('hours.requests', '>', 0)
    .$if(userId !== undefined, (hours) => hours.where('hours.user_id', '=', userId ?? null))
    .groupBy([sql`1`, sql`2`])
    .orderBy(by === 'person' ? sql`3 desc` : sql`1`)
    .orderBy(sql`1`)
    .execute()
}

/** Takes away what is older than it is kept for. */
export async function deleteOldRequests(tx: SystemTx, before: Date): Promise<void> {
  await tx.deleteFrom('usage_hours').where('hour', '<', before).execute()
  await tx.deleteFrom('usage_networks').where('last_hour', '<', before).execute()
}
