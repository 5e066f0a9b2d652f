import pg from 'pg'
import type { DatabaseAddress } from '../address.ts'

/**
 * Holds an advisory lock of the database for as long as the work takes; it goes with the connection, so nothing has to be
 * cleared away after a crash.
 * @returns undefined when somebody else holds it
 */
export async function withLock<T>(
  address: DatabaseAddress,
  lock: number,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  const client = new pg.Client({ ...address.admin, application_name: 'seogo lock', keepAlive: true })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [lock])
    return rows[0]?.got === true ? { value: await work() } : undefined
  } finally {
    await client.end().catch(() => undefined)
  }
}
