import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'
import { vitals } from '#platform/vitals/vitals.ts'

/** What the database server says of itself. Sizes in bytes. */
export async function readServerFacts(tx: SystemTx) {
  const { rows } = await sql<{
    version: string
    size_bytes: number
    connections: number
    most_connections: number
  }>`
    select current_setting('server_version') as version,
           pg_database_size(current_database()) as size_bytes,
           (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
           current_setting('max_connections')::int as most_connections`.execute(tx)
  return rows[0]
}

/** Writes a moment to the one row that is there for it. */
export async function writeSign(tx: SystemTx, at: Date): Promise<void> {
  await tx.updateTable('health_turn').set({ written_at: at }).execute()
}

/** The schema's version, and how the database sorts: what it was made with, and what this machine has now. */
export async function readLocale(tx: SystemTx) {
  const { rows } = await sql<{
    migration: number | null
    ctype: string
    provider: string
    made_with: string | null
    actual: string | null
  }>`
    select app.schema_version() as migration, datctype as ctype,
           case datlocprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end as provider,
           datcollversion as made_with, pg_database_collation_actual_version(oid) as actual
      from pg_database where datname = current_database()`.execute(tx)
  return rows[0]
}

/** Slots of replicas: how many, how many of them are not connected, and how far behind the last one is, in bytes. */
export async function readReplicas(tx: SystemTx) {
  const { rows } = await sql<{ replicas: number; away: number; lag_bytes: number }>`
    select count(*)::int as replicas, (count(*) filter (where not active))::int as away,
           coalesce(max(pg_wal_lsn_diff(case when pg_is_in_recovery() then pg_last_wal_replay_lsn()
             else pg_current_wal_lsn() end, restart_lsn)), 0)::bigint as lag_bytes
      from pg_replication_slots where slot_type = 'physical' and not temporary`.execute(tx)
  return rows[0]
}

/** Each table that is cut by time, and where its last partition ends. */
export async function listPartitionEnds(tx: SystemTx) {
  const { rows } = await sql<{ table_name: string; ends_at: Date | null }>`
    select p.table_name,
           max((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([^'']+)''\\)'))[1]::timestamptz) as ends_at
      from app.partitioned_tables p
      left join pg_inherits i on i.inhparent = to_regclass('public.' || quote_ident(p.table_name))
      left join pg_class c on c.oid = i.inhrelid
     group by p.table_name order by p.table_name`.execute(tx)
  return rows
}

export async function readDatabaseClock(tx: SystemTx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('select gives one row')
  return row.at
}

/** How many processes of each kind showed themselves after `since`, and their memory in bytes. */
export async function countProcesses(tx: SystemTx, since: Date) {
  return tx
    .selectFrom('processes')
    .select([
      'kind',
      sql<number>`count(*)::int`.as('count'),
      sql<number>`sum(rss_bytes)::bigint`.as('rss_bytes'),
    ])
    .where('seen_at', '>', since)
    .groupBy('kind')
    .execute()
}

/** How each process that showed itself after `since` said it is. */
export async function listVitals(tx: SystemTx, since: Date) {
  const rows = await tx
    .selectFrom('processes')
    .select(['kind', 'host', 'pid', 'vitals'])
    .where('seen_at', '>', since)
    .where('vitals', 'is not', null)
    .execute()
  return rows.flatMap(({ kind, host, pid, vitals: told }) => {
    // Of another version while versions change.
    const read = vitals.safeParse(told)
    return read.success ? [{ name: `${kind} ${host} ${pid}`, vitals: read.data }] : []
  })
}
