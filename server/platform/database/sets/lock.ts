import pg from 'pg'
import type { DatabaseAddress } from '../address.ts'

/**
 * Holds an advisory lock of the database for as long as the work takes; it goes with the connection, so nothing has to be
 * cleared away after a crash.
 * @param wait for whoever holds it, until the signal says otherwise
 * @returns undefined when somebody else holds it
 */
export async function withLock<T>(
  address: DatabaseAddress,
  lock: number,
  work: () => Promise<T>,
  { wait = false, signal }: { readonly wait?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<{ readonly value: T } | undefined> {
  const client = new pg.Client({
    ...address.admin,
    application_name: 'seogo lock',
    keepAlive: true,
    options: '-c lock_timeout=0 -c statement_timeout=0',
  })
  client.on('error', () => undefined)
  const leave = () => void client.end().catch(() => undefined)
  signal?.addEventListener('abort', leave, { once: true })
  try {
    await client.connect()
    if (wait) {
      await client.query('select pg_advisory_lock($1)', [lock])
      return { value: await work() }
    }
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [lock])
    return rows[0]?.got === true ? { value: await work() } : undefined
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', leave)
    await client.end().catch(() => undefined)
  }
}
