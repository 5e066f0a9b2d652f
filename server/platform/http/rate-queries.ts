import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'

export type Counted = { readonly subject: string; readonly windowStart: Date; readonly count: number }

/** Adds what one process counted, and tells what all of them have counted together. */
export async function addCounts(tx: SystemTx, counts: readonly Counted[]): Promise<Counted[]> {
  // In one order everywhere, so that two processes never wait for each other.
  const rows = counts.toSorted((a, b) => (a.subject < b.subject ? -1 : 1))
  const added = await sql<Counted>`
    insert into rate_counters as r (subject, window_start, count)
    select * from unnest(
      ${rows.map(({ subject }) => subject)}::text[],
      ${rows.map(({ windowStart }) => windowStart)}::timestamptz[],
      ${rows.map(({ count }) => count)}::int[])
    on conflict (subject, window_start) do update set count = least(r.count + excluded.count, 1000000000)
    returning subject, window_start as "windowStart", count`.execute(tx)
  return added.rows
}

/** Forgets windows that are over. */
export async function deleteCounts(tx: SystemTx, before: Date): Promise<void> {
  await tx.deleteFrom('rate_counters').where('window_start', '<', before).execute()
}
