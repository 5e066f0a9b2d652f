import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import type { DatabaseInsight } from '../contract.ts'
import {
  explain,
  explainSignIn,
  readServer,
  readServerStatements,
  readTables,
  readUnusedIndexes,
  readWaiting,
  type TableRow,
} from './insight-queries.ts'
import { listStatements } from './queries.ts'

const toTable = (row: TableRow) => ({
  table: row.table,
  rows: row.rows,
  sizeBytes: row.size_bytes,
  sequentialScans: row.scans,
  rowsReadInScans: row.rows_read,
  indexScans: row.index_scans,
  deadRows: row.dead,
  bloatBytes: row.bloat_bytes,
  vacuumedAt: row.vacuumed_at ? toInstant(row.vacuumed_at) : null,
})

/** What the database says of itself. */
export async function readDatabaseInsight(house: House): Promise<DatabaseInsight> {
  return await house.database.asSystem('look at the database', async (tx) => {
    const server = await readServer(tx)
    const { scanned, bloated } = await readTables(tx)
    const statements = server.knows_statements ? await readServerStatements(tx, 25) : []
    return {
      since: server.since ? toInstant(server.since) : null,
      scanned: scanned.map(toTable),
      bloated: bloated.map(toTable),
      unused: (await readUnusedIndexes(tx)).map(({ index, table, size_bytes: sizeBytes }) => ({
        index,
        table,
        sizeBytes,
      })),
      waiting: (await readWaiting(tx)).map((row) => ({
        role: row.role,
        waitsFor: row.waits_for,
        sinceSeconds: Math.max(0, row.since_seconds),
        blockedBy: row.blocked_by,
      })),
      connections: { used: server.used, most: server.most },
      statements:
        statements.length === 0
          ? null
          : statements.map((row) => ({
              role: row.role,
              text: row.query,
              calls: row.calls,
              totalMs: row.total_ms,
              meanMs: row.mean_ms,
              mostMs: row.most_ms,
              rows: row.rows,
              hitShare:
                row.blocks_hit + row.blocks_read === 0
                  ? null
                  : row.blocks_hit / (row.blocks_hit + row.blocks_read),
            })),
    }
  })
}

/** What has a plan, and is one statement: after a semicolon another one could stand, which would be run. */
const explainable = /^(?:\/\*[^*]*\*\/\s*)?(select|with|insert|update|delete|merge)\b[^;]*$/is

/**
 * The plan of a statement that was seen, asked as whoever may see its tables: the person, the house, or signing in.
 * @throws Problem statement_not_found | statement_has_no_plan
 */
export async function explainSeen(house: House, fingerprint: string, userId: UserId) {
  const { database } = house
  const [statement] = await database.asSystem('find a statement', (tx) => listStatements(tx, [fingerprint]))
  if (!statement) throw new Problem('statement_not_found')
  const { text } = statement
  if (!explainable.test(text.trim())) throw new Problem('statement_has_no_plan')
  const asSystem = () => database.asSystem('explain a statement', (tx) => explain(tx, text))
  // A statement of a person is planned with the walls of row-level security, which is how it runs.
  const asPerson = () => database.asUser(userId, (tx) => explain(tx, text))
  const asSignIn = async () => {
    const pool = database.pool('seogo_auth', { max: 1, searchPath: 'auth' })
    return await explainSignIn(pool, text).finally(() => pool.end())
  }
  const attempts = [asPerson, asSystem, asSignIn]
  for (const attempt of attempts) {
    try {
      return { text: statement.text, ...(await attempt()) }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      house.log.debug({ err: error, fingerprint }, 'a statement could not be explained')
    }
  }
  throw new Problem('statement_has_no_plan')
}
