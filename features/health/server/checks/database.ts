import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { readServerFacts, writeSign } from '../check-queries.ts'

/** SQLSTATE of a database that can be read only, and of a disk with no room (PostgreSQL manual, appendix A). */
const readOnlyCode = '25006'
const diskFullCode = '53100'

/** The database answers, and what is written is written. */
export async function checkDatabase({ database, config, clock }: House): Promise<HealthLook> {
  const read = await database.asSystem('look at the database', (tx) => readServerFacts(tx))
  const { version = 'unknown', size_bytes = 0, connections = 0, most_connections = 0 } = read ?? {}
  const facts = {
    server: config.SEOGO_DATABASE_URL ? 'external' : 'embedded',
    version,
    sizeBytes: size_bytes,
    connections,
    mostConnections: most_connections,
  }
  try {
    await database.asSystem('write to the database', (tx) => writeSign(tx, clock.now()))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === readOnlyCode) return { state: 'failing', finding: 'database_read_only', facts }
    if (code === diskFullCode)
      return { state: 'failing', finding: 'disk_full', facts: { ...facts, freeBytes: 0 } }
    throw error
  }
  if (connections > 0.9 * most_connections) return { state: 'degraded', finding: 'database_crowded', facts }
  return { state: 'ok', facts }
}
