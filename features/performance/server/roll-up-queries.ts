import { sql } from 'kysely'
import { z } from 'zod'
import type { SystemTx } from '#platform/database/transactions.ts'

const rolled = {
  minutes: { from: sql.table('performance_slices'), to: sql.table('performance_minutes'), unit: 'minute' },
  hours: { from: sql.table('performance_minutes'), to: sql.table('performance_hours'), unit: 'hour' },
  days: { from: sql.table('performance_hours'), to: sql.table('performance_days'), unit: 'day' },
} as const
export type RolledLevel = keyof typeof rolled

const wholeRow = z.object({ level: z.enum(['minutes', 'hours', 'days']), whole_until: z.date() })

/** Up to where each level is whole; the oldest there is where it was never rolled up. */
export async function readLevels(tx: SystemTx): Promise<Partial<Record<RolledLevel, Date>>> {
  const rows = await tx.selectFrom('performance_levels').select(['level', 'whole_until']).execute()
  return Object.fromEntries(rows.map((row) => wholeRow.parse(row)).map((row) => [row.level, row.whole_until]))
}

/** When the oldest slice was measured. */
export async function findOldestSlice(tx: SystemTx): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from performance_slices where kind in ('request', 'statement', 'job', 'loop')`.execute(
    tx,
  )
  return rows[0]?.at ?? undefined
}

/**
 * Merges a stretch of the finer level into the coarser one: counts are added, histograms added bucket by bucket. What was
 * merged before is replaced, so that doing it again changes nothing.
 */
export async function rollUp(
  tx: SystemTx,
  level: RolledLevel,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<void> {
  const { from: fine, to: coarse, unit } = rolled[level]
  await sql`
    with fine as materialized (
      select date_trunc(${unit}, at, 'UTC') as at, kind, subject, count, failures, sum, most, amount, queries, query_us,
             values, counts
        from ${fine} where at >= ${from} and at < ${to}
    ), summed as (
      select at, kind, subject, sum(count)::bigint as count, sum(failures)::bigint as failures, sum(sum) as sum,
             max(most) as most, sum(amount) as amount, sum(queries)::bigint as queries, sum(query_us) as query_us
        from fine group by at, kind, subject
    ), merged as (
      select at, kind, subject, value, sum(number)::int as number
        from (select at, kind, subject, unnest(values) as value, unnest(counts) as number from fine) as each
       group by at, kind, subject, value
    ), histograms as (
      select at, kind, subject, array_agg(value order by value) as values, array_agg(number order by value) as counts
        from merged group by at, kind, subject
    )
    insert into ${coarse} as c (at, kind, subject, count, failures, sum, most, amount, queries, query_us, values, counts)
    select at, kind, subject, s.count, s.failures, s.sum, s.most, s.amount, s.queries, s.query_us, h.values, h.counts
      from summed s join histograms h using (at, kind, subject)
        on conflict (kind, subject, at) do update
       set count = excluded.count, failures = excluded.failures, sum = excluded.sum, most = excluded.most,
           amount = excluded.amount, queries = excluded.queries, query_us = excluded.query_us,
           values = excluded.values, counts = excluded.counts`.execute(tx)
}

export async function putLevel(tx: SystemTx, level: RolledLevel, until: Date): Promise<void> {
  await tx
    .insertInto('performance_levels')
    .values({ level, whole_until: until })
    .onConflict((conflict) => conflict.column('level').doUpdateSet({ whole_until: until }))
    .execute()
}

/** Counts the people of days that are over, and forgets who they were. */
export async function closeUseDays(tx: SystemTx, today: string): Promise<void> {
  await sql`
    with gone as (
      delete from feature_use_names where day < ${today}::date returning day, event
    ), counted as (
      select day, event, count(*)::int as people from gone group by day, event
    )
    update feature_uses u set people = greatest(coalesce(u.people, 0), c.people)
      from counted c where u.day = c.day and u.event = c.event`.execute(tx)
}

/** Forgets statements and uses that were not seen for longer than anything else is kept. */
export async function forgetOld(tx: SystemTx, before: Date): Promise<void> {
  await tx.deleteFrom('performance_statements').where('seen_at', '<', before).execute()
  await tx.deleteFrom('feature_uses').where('day', '<', before.toISOString().slice(0, 10)).execute()
}
