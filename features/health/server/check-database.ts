import { readDatabaseFaults } from '#platform/database/database-rules.ts'
import type { House } from '#platform/house.ts'
import { readServerFacts } from './queries.ts'

/** The database answers, stands at this version's schema, keeps its rules and can index Korean. */
export async function checkDatabase({ database, config }: House) {
  const { facts, faults } = await database.asSystem('check the database', async (tx) => ({
    facts: await readServerFacts(tx),
    faults: await readDatabaseFaults(tx),
  }))
  if (faults.length > 0) throw new Error(faults.join('; '))
  const { version = 'unknown', size_bytes = 0, connections = 0, most_connections = 0 } = facts ?? {}
  const crowded = connections > 0.9 * most_connections
  return {
    state: crowded ? ('degraded' as const) : ('ok' as const),
    facts: {
      server: config.SEOGO_DATABASE_URL ? 'external' : 'embedded',
      version,
      sizeBytes: size_bytes,
      connections,
      mostConnections: most_connections,
    },
    ...(crowded ? { message: 'nearly all connections of the database server are taken' } : {}),
  }
}
