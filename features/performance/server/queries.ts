import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { SeriesKind, SubjectOrder } from '../contract.ts'
import { type RolledLevel, readLevels } from './roll-up-queries.ts'
import type { Level, Stretch } from './windows.ts'

const order: readonly Level[] = ['slices', 'minutes', 'hours', 'days']
const tables = {
  slices: sql.table('performance_slices'),
  minutes: sql.table('performance_minutes'),
  hours: sql.table('performance_hours'),
  days: sql.table('performance_days'),
} as const

type Range = { readonly from: Date; readonly to: Date; readonly level: Level }

/**
 * The measurements of a stretch of time from the coarsest level that is asked for, and what that one does not have yet from
 * the finer ones, so that nothing is missing and nothing counts twice.
 */
async function measured(
  tx: SystemTx,
  { from, to, level }: Range,
  where: RawBuilder<unknown>,
): Promise<RawBuilder<unknown>> {
  const whole: Partial<Record<RolledLevel, Date>> = level === 'slices' ? {} : await readLevels(tx)
  const parts: RawBuilder<unknown>[] = []
  let begin = from
  for (const each of order.slice(0, order.indexOf(level) + 1).toReversed()) {
    const end = each === 'slices' ? to : new Date(Math.min(to.getTime(), whole[each]?.getTime() ?? 0))
    if (end <= begin) continue
    parts.push(sql`
      select at, kind, subject, count, failures, sum, most, amount, queries, query_us, values, counts
        from ${tables[each]} where at >= ${begin} and at < ${end} and ${where}`)
    begin = end
  }
  if (parts.length === 0)
    return sql`select at, kind, subject, count, failures, sum, most, amount, queries, query_us, values, counts
                 from performance_slices where false`
  return sql.join(parts, sql` union all `)
}

const sums = sql`
  sum(count)::bigint as count, sum(failures)::bigint as failures, sum(sum) as sum, max(most) as most,
  sum(amount) as amount, sum(queries)::bigint as queries, sum(query_us) as query_us`

/**
 * Percentiles by nearest rank out of all histograms of a key, added bucket by bucket. Never an average of percentiles.
 * @param whole the key of a further row, of all of them together
 */
function summarise(
  rows: RawBuilder<unknown>,
  key: RawBuilder<unknown>,
  whole?: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const allSums = whole && sql`union all select ${whole}, ${sums} from rows having count(*) > 0`
  const allBuckets = whole && sql`union all select ${whole}, value, sum(number) from buckets group by value`
  return sql`
    with rows as materialized (select ${key} as key, r.* from (${rows}) r),
    summed as (
      select key, ${sums} from rows group by key ${allSums ?? sql``}
    ), buckets as materialized (
      select key, value, sum(number) as number
        from (select key, unnest(values) as value, unnest(counts) as number from rows) as each
       group by key, value
    ), merged as (
      select key, value, number from buckets ${allBuckets ?? sql``}
    ), ranked as (
      select key, value, sum(number) over (partition by key order by value) as upto,
             sum(number) over (partition by key) as total from merged
    ), percentiles as (
      select key, min(value) filter (where upto >= 0.5 * total) as p50,
             min(value) filter (where upto >= 0.95 * total) as p95,
             min(value) filter (where upto >= 0.99 * total) as p99
        from ranked group by key
    )
    select s.*, p.p50, p.p95, p.p99 from summed s join percentiles p using (key)`
}

const figures = {
  count: z.coerce.number(),
  failures: z.coerce.number(),
  sum: z.coerce.number(),
  most: z.coerce.number(),
  amount: z.coerce.number(),
  queries: z.coerce.number(),
  query_us: z.coerce.number(),
  p50: z.coerce.number(),
  p95: z.coerce.number(),
  p99: z.coerce.number(),
}
const pointRow = z.object({ key: z.date(), ...figures })
/** Of all points together, behind the last. */
const totalRow = z.object({ key: z.literal(Number.POSITIVE_INFINITY), ...figures })
const subjectRow = z.object({ key: z.string(), ...figures })
export type Figures = Omit<z.infer<typeof totalRow>, 'key'>

type Asked = { readonly kind: SeriesKind; readonly subject: string }

/** One kind or one subject over time, in steps. */
export async function readPoints(tx: SystemTx, stretch: Stretch, { kind, subject }: Asked) {
  const rows = await measured(
    tx,
    { ...stretch, level: stretch.series },
    sql`kind = ${kind} and subject = ${subject}`,
  )
  const step = sql`date_bin(make_interval(secs => ${stretch.stepSeconds}), at, timestamptz '2001-01-01 00:00Z')`
  const whole = sql`timestamptz 'infinity'`
  const found = await sql`${summarise(rows, step, whole)} order by key`.execute(tx)
  const points = z.array(pointRow).parse(found.rows.slice(0, -1))
  return { points, total: totalRow.optional().parse(found.rows.at(-1)) }
}

const orders: Readonly<Record<SubjectOrder, RawBuilder<unknown>>> = {
  total: sql`sum`,
  p95: sql`p95`,
  count: sql`count`,
  failures: sql`failures`,
}

/** The most noticeable of a kind, with what all of the kind took together under the key `*`. */
export async function readSubjects(
  tx: SystemTx,
  stretch: Stretch,
  { kind, by, most = 50 }: { readonly kind: SeriesKind; readonly by: SubjectOrder; readonly most?: number },
) {
  const rows = await measured(tx, { ...stretch, level: stretch.subjects }, sql`kind = ${kind}`)
  const { rows: found } = await sql`
    select * from (${summarise(rows, sql`subject`)}) f
     order by key = '*' desc, ${orders[by]} desc, key limit ${most + 1}`.execute(tx)
  return z.array(subjectRow).parse(found)
}

const statementRow = z.object({
  fingerprint: z.string(),
  text: z.string(),
  normalised: z.string(),
  feature: z.string(),
  place: z.string().nullable(),
})

export async function listStatements(tx: SystemTx, fingerprints: readonly string[]) {
  if (fingerprints.length === 0) return []
  const rows = await tx
    .selectFrom('performance_statements')
    .select(['fingerprint', 'text', 'normalised', 'feature', 'place'])
    .where('fingerprint', 'in', fingerprints)
    .execute()
  return z.array(statementRow).parse(rows)
}

type Requests = {
  readonly from: Date
  readonly to: Date
  readonly route: string | undefined
  readonly failed: boolean
}

/** The slowest requests of a stretch of time. */
export async function listSlowest(tx: SystemTx, { from, to, route, failed }: Requests) {
  return await tx
    .selectFrom('performance_requests')
    .select([
      'at',
      'request_id',
      'route',
      'status',
      'duration_us',
      'bytes',
      'user_id',
      'cache',
      'queries',
      'query_us',
    ])
    .where('at', '>=', from)
    .where('at', '<', to)
    .$if(route !== undefined, (query) => query.where('route', '=', route ?? ''))
    .$if(failed, (query) => query.where('status', '>=', 500))
    .orderBy('duration_us', 'desc')
    .limit(100)
    .execute()
}

const processRow = z.object({
  process: z.string(),
  last_at: z.date(),
  requests: z.coerce.number(),
  request_p95: z.coerce.number(),
  loop_p99: z.coerce.number(),
  memory: z.coerce.number(),
  busy: z.coerce.number(),
  waiting: z.coerce.number(),
})

/** What each process did since a moment: a row each, from its slices. */
export async function readProcesses(tx: SystemTx, since: Date) {
  const { rows } = await sql`
    with rows as materialized (
      select process, at, kind || ' ' || subject as key, count, most, values, counts from performance_slices
       where at >= ${since} and ((kind = 'request' and subject = '*') or kind in ('loop', 'memory', 'pool'))
    ), ranked as (
      select process, key, b.value, sum(sum(b.number)) over (partition by process, key order by b.value) as upto,
             sum(sum(b.number)) over (partition by process, key) as total
        from rows, unnest(values, counts) as b (value, number) group by process, key, b.value
    ), percentiles as (
      select process, coalesce(min(value) filter (where key = 'request *' and upto >= 0.95 * total), 0) as request_p95,
             coalesce(min(value) filter (where key = 'loop lag' and upto >= 0.99 * total), 0) as loop_p99
        from ranked group by process
    )
    select process, max(at) as last_at, coalesce(sum(count) filter (where key = 'request *'), 0) as requests,
           p.request_p95, p.loop_p99, coalesce(max(most) filter (where key = 'memory rss'), 0) as memory,
           coalesce(max(most) filter (where key = 'pool busy'), 0) as busy,
           coalesce(max(most) filter (where key = 'pool waiting'), 0) as waiting
      from rows join percentiles p using (process) group by process, p.request_p95, p.loop_p99
     order by process`.execute(tx)
  return z.array(processRow).parse(rows)
}
