import { sql } from 'kysely'
import { type UserId, userId } from '#contract/ids.ts'
import type { Database } from '#platform/database/database.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

/** Some people with the number of papers in the libraries they belong to. */
export async function listReaders(
  tx: SystemTx,
  limit: number,
): Promise<{ userId: UserId; papers: number }[]> {
  const rows = await tx
    .selectFrom('library_members as member')
    .leftJoin('papers as paper', 'paper.library_id', 'member.library_id')
    .select(['member.user_id', sql<number>`count(paper.id)::int`.as('papers')])
    .groupBy('member.user_id')
    .orderBy('papers', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ userId: userId.parse(row.user_id), papers: row.papers }))
}

/** The papers the asking person sees under the policies. */
export async function countSeenPapers(tx: UserTx): Promise<number> {
  const { count } = await tx
    .selectFrom('papers')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** The papers somebody sees who belongs to nothing: none, or the policies are not there. */
export async function countStrangers(database: Database): Promise<number> {
  return database.asUser(userId.parse('00000000-0000-4000-8000-000000000000'), countSeenPapers)
}

/** Every hash that the columns name (`table.column` each). */
export async function listFileHashes(tx: SystemTx, columns: readonly string[]): Promise<string[]> {
  const parts = columns.map((column) => {
    const [table, name] = column.split('.')
    return sql`select ${sql.ref(name ?? '')} as hash from ${sql.table(table ?? '')} where ${sql.ref(name ?? '')} is not null`
  })
  if (parts.length === 0) return []
  const { rows } = await sql<{ hash: string }>`
    select distinct hash from (${sql.join(parts, sql` union all `)}) named`.execute(tx)
  return rows.map(({ hash }) => hash)
}

/** How many rows each of the tables (`schema.table`) has. */
export async function countRows(tx: SystemTx, tables: readonly string[]): Promise<Map<string, number>> {
  const counts = tables.map(
    (name) => sql`select ${name} as name, count(*)::int as rows from ${sql.table(name)}`,
  )
  const { rows } = await sql<{ name: string; rows: number }>`${sql.join(counts, sql` union all `)}`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.name, row.rows]))
}
