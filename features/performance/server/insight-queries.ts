import { sql } from 'kysely'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { SystemTx, Tx } from '#platform/database/transactions.ts'

const tableRow = z.object({
  table: z.string(),
  rows: z.coerce.number(),
  size_bytes: z.coerce.number(),
  scans: z.coerce.number(),
  rows_read: z.coerce.number(),
  index_scans: z.coerce.number(),
  dead: z.coerce.number(),
  bloat_bytes: z.coerce.number().nullable(),
  vacuumed_at: z.date().nullable(),
})
export type TableRow = z.infer<typeof tableRow>

/** Below, reading a table from end to end is the quickest way. */
const largeRows = 10_000
const largeBytes = 1_000_000

/**
 * The tables of the house with how they are read. Room to reclaim is estimated by what the rows would take that there are:
 * their average width and 28 bytes of head each, in pages of which a twelfth stays free.
 */
export async function readTables(tx: SystemTx) {
  const { rows } = await sql`
    select s.schemaname || '.' || s.relname as table, greatest(c.reltuples, s.n_live_tup, 0)::bigint as rows,
           pg_total_relation_size(s.relid) as size_bytes, coalesce(s.seq_scan, 0) as scans,
           coalesce(s.seq_tup_read, 0) as rows_read, coalesce(s.idx_scan, 0) as index_scans,
           coalesce(s.n_dead_tup, 0) as dead,
           case when c.reltuples > 0 and app.row_width(s.relid) is not null then greatest(0,
             c.relpages - ceil(c.reltuples * (app.row_width(s.relid) + 28) / 7500.0))::bigint * 8192 end as bloat_bytes,
           greatest(s.last_vacuum, s.last_autovacuum) as vacuumed_at
      from pg_stat_user_tables s join pg_class c on c.oid = s.relid
     where s.schemaname in ('public', 'auth', 'app') and c.relkind = 'r'
       and (c.relpages > 100 or s.n_live_tup > 1000)
     order by 3 desc limit 200`.execute(tx)
  const tables = z.array(tableRow).parse(rows)
  return {
    scanned: tables
      .filter(({ rows: count, rows_read }) => count >= largeRows && rows_read > count)
      .toSorted((one, other) => other.rows_read - one.rows_read)
      .slice(0, 20),
    bloated: tables
      .filter(({ bloat_bytes, size_bytes }) => (bloat_bytes ?? 0) > Math.max(largeBytes, size_bytes / 10))
      .toSorted((one, other) => (other.bloat_bytes ?? 0) - (one.bloat_bytes ?? 0))
      .slice(0, 20),
  }
}

const indexRow = z.object({ index: z.string(), table: z.string(), size_bytes: z.coerce.number() })

/** Indexes no statement has used since the server began to count; those that keep something unique are needed all the same. */
export async function readUnusedIndexes(tx: SystemTx) {
  const { rows } = await sql`
    select s.indexrelname as index, s.schemaname || '.' || s.relname as table,
           pg_relation_size(s.indexrelid) as size_bytes
      from pg_stat_user_indexes s join pg_index i on i.indexrelid = s.indexrelid
     where s.schemaname in ('public', 'auth', 'app') and s.idx_scan = 0 and not i.indisunique
       and pg_relation_size(s.indexrelid) >= ${largeBytes}
     order by 3 desc limit 20`.execute(tx)
  return z.array(indexRow).parse(rows)
}

const lockRow = z.object({
  role: z.string(),
  waits_for: z.string(),
  since_seconds: z.coerce.number(),
  blocked_by: z.array(z.string()),
})

/** Who waits for whom. What they ask is left out: it carries what people wrote. */
export async function readWaiting(tx: SystemTx) {
  const { rows } = await sql`
    select coalesce(a.usename, '?') as role,
           l.locktype || coalesce(' ' || l.relation::regclass::text, '') as waits_for,
           extract(epoch from clock_timestamp() - coalesce(l.waitstart, a.query_start, clock_timestamp()))::float8
             as since_seconds,
           array(select coalesce(b.usename, '?') || ' (' || b.pid || ')' from pg_stat_activity b
                  where b.pid = any (pg_blocking_pids(a.pid))) as blocked_by
      from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where not l.granted and l.database = (select oid from pg_database where datname = current_database())
     order by 3 desc limit 50`.execute(tx)
  return z.array(lockRow).parse(rows)
}

const serverRow = z.object({
  since: z.date().nullable(),
  used: z.coerce.number(),
  most: z.coerce.number(),
  knows_statements: z.boolean(),
})

export async function readServer(tx: SystemTx) {
  const { rows } = await sql`
    select (select stats_reset from pg_stat_database where datname = current_database()) as since,
           (select count(*) from pg_stat_activity where backend_type = 'client backend') as used,
           current_setting('max_connections')::int as most,
           exists (select from pg_extension where extname = 'pg_stat_statements') as knows_statements`.execute(
    tx,
  )
  return serverRow.parse(rows[0])
}

const statementRow = z.object({
  role: z.string(),
  query: z.string(),
  calls: z.coerce.number(),
  total_ms: z.coerce.number(),
  mean_ms: z.coerce.number(),
  most_ms: z.coerce.number(),
  rows: z.coerce.number(),
  blocks_read: z.coerce.number(),
  blocks_hit: z.coerce.number(),
})

/** The server's own statistics of what Seogo asked it, the most time first; empty where it keeps none. */
export async function readServerStatements(tx: SystemTx, most: number) {
  const { rows } = await sql`select * from app.read_statement_statistics(${most})`.execute(tx)
  return z.array(statementRow).parse(rows)
}

const planRow = z.object({ 'QUERY PLAN': z.string() })
const costRow = z.object({
  'QUERY PLAN': z.array(z.object({ Plan: z.object({ 'Total Cost': z.number() }) })),
})

const readPlan = (plain: readonly unknown[], asJson: unknown) => ({
  plan: z
    .array(planRow)
    .parse(plain)
    .map((row) => row['QUERY PLAN']),
  cost: costRow.parse(asJson)['QUERY PLAN'][0]?.Plan['Total Cost'] ?? 0,
})

/**
 * The plan of a statement for whatever values: it is planned and not run, in a transaction that may write nothing and ends
 * after two seconds. The text is one that Seogo itself asked; it must be a single statement.
 */
export async function explain(tx: Tx, text: string): Promise<{ plan: string[]; cost: number }> {
  await sql`set transaction read only`.execute(tx)
  await sql`set local statement_timeout = '2s'`.execute(tx)
  const plain = await sql`explain (generic_plan) ${sql.raw(text)}`.execute(tx)
  const asJson = await sql`explain (generic_plan, format json) ${sql.raw(text)}`.execute(tx)
  return readPlan(plain.rows, asJson.rows[0])
}

/** The same of a statement of signing in, whose tables only its own role may see. */
export async function explainSignIn(pool: Pool, text: string): Promise<{ plan: string[]; cost: number }> {
  const client = await pool.connect()
  try {
    await client.query('begin read only')
    await client.query(`set local statement_timeout = '2s'`)
    const plain = await client.query(`explain (generic_plan) ${text}`)
    const asJson = await client.query(`explain (generic_plan, format json) ${text}`)
    return readPlan(plain.rows, asJson.rows[0])
  } finally {
    await client.query('rollback')
    client.release()
  }
}
