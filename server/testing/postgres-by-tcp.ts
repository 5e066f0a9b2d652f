import { join } from 'node:path'
import pg from 'pg'
import { openEmbeddedPostgres } from '#platform/postgres/embedded.ts'
import { freePort } from './free-port.ts'

const password = 'only-for-this-run'

export type PostgresByTcp = Awaited<ReturnType<typeof openPostgresByTcp>>

/**
 * A PostgreSQL of a proof's own, reached by TCP and with a password as one on another machine is, with an empty database
 * `library`. Its data stands in `postgres` below the folder.
 */
export async function openPostgresByTcp(folder: string, settings: Record<string, string> = {}) {
  const port = await freePort()
  const server = await openEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    log: () => undefined,
    settings: { listen_addresses: '127.0.0.1', port: String(port), ...settings },
    syncInitdb: false,
  })
  const { user } = server.connection
  const admin = new pg.Client({ ...server.connection, database: 'postgres' })
  await admin.connect()
  await admin.query(`alter role ${user} password '${password}'`)
  await admin.query('create database library')
  return {
    port,
    user,
    password,
    url: `postgres://${user}:${password}@127.0.0.1:${port}/library`,
    /** Signed in as the superuser. */
    admin,
    async stop() {
      await admin.end()
      await server.stop()
    },
  }
}
