import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'

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
