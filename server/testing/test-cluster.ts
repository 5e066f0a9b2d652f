import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type DatabaseAddress, socketAddress } from '#platform/database/address.ts'
import { migrate } from '#platform/database/migrate.ts'
import {
  type EmbeddedConnection,
  type EmbeddedPostgres,
  openEmbeddedPostgres,
} from '#platform/postgres/embedded.ts'

/** A throw-away PostgreSQL: nothing in it has to survive a power cut, and many run on a machine. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '256MB',
}

export const templateDatabase = 'seogo_template'

export type TestCluster = { readonly connection: EmbeddedConnection; close(): Promise<void> }

/** Starts a real PostgreSQL in a temporary folder with one migrated database that tests copy. */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'seogo-test-'))
  // mkdtemp closes the folder to everybody else; PostgreSQL may run as another account.
  await chmod(folder, 0o755)
  const postgres: EmbeddedPostgres = await openEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    log: () => undefined,
    settings,
    syncInitdb: false,
  })
  await withAdmin(postgres.connection, (client) => client.query(`create database ${templateDatabase}`))
  await migrate(socketAddress({ ...postgres.connection, database: templateDatabase }))
  return {
    connection: { ...postgres.connection },
    async close() {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Runs `work` on the cluster's own administration database. */
export async function withAdmin<T>(
  connection: EmbeddedConnection,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

let made = 0

/** Copies the migrated template. @returns its address and a function that drops it. */
export async function makeDatabase(
  connection: EmbeddedConnection,
): Promise<{ address: DatabaseAddress; name: string; drop(): Promise<void> }> {
  made += 1
  const name = `seogo_test_${process.pid}_${made}`
  await withAdmin(connection, async (client) => {
    // Copied file by file, without its log: half the work of a copy that nobody will ever replay.
    await client.query(`create database ${name} template ${templateDatabase} strategy file_copy`)
  })
  return {
    name,
    address: socketAddress({ ...connection, database: name }),
    drop: () =>
      withAdmin(
        connection,
        async (client) => void (await client.query(`drop database if exists ${name} with (force)`)),
      ),
  }
}
