import { withConnection } from './connect.ts'
import { errorCode } from './errors.ts'
import type { Server } from './find-server.ts'
import { initializeCluster } from './initialize.ts'
import { requireKoreanWords } from './korean-words.ts'
import type { Settings } from './settings.ts'
import { type Log, prepareSite } from './site.ts'
import { Supervisor } from './supervise.ts'

const database = 'seogo'

/** How to reach an embedded server with `pg`: `host` is the folder of its Unix socket. */
export type EmbeddedConnection = { host: string; port: number; user: 'seogo_admin'; database: string }

/** A running PostgreSQL, kept running by this process if it owns the folder. */
export type EmbeddedPostgres = {
  /** As the server's superuser. Stays the same over restarts of an owned server. */
  readonly connection: EmbeddedConnection
  /** True when this process keeps the server running and `stop` will stop it; false for a guest. */
  readonly owned: boolean
  /**
   * Makes sure that this process owns the folder.
   * @throws EmbeddedPostgresError folder_in_use when another Seogo does
   */
  own(): Promise<void>
  /** Writes the web address this Seogo serves into run.json, for the message a second Seogo gets. */
  announce(address: string): void
  /** Calls `listener` each time after the server had died and runs again; every earlier connection is gone. */
  onRestart(listener: () => void): void
  /** Last of all: stops an owned server (bounded, 45 s) and leaves a guest's alone. @throws EmbeddedPostgresError stop_failed */
  stop(): Promise<void>
}

export type EmbeddedPostgresOptions = {
  /** Holds PostgreSQL's data, socket, log and run.json; made if absent. By custom `<SEOGO_DATA_DIR>/postgres`. */
  folder: string
  log: Log
  /** Server settings that win over the chosen ones, e.g. `{ fsync: 'off' }` in tests. They act when the server starts. */
  settings?: Settings
  /** False skips flushing a new data folder to disk: for tests only. */
  syncInitdb?: boolean
}

/**
 * Finds the server of `folder` running, or makes and starts it, and takes the folder if nobody holds it. The
 * database `seogo` exists afterwards. The server never outlives its owner, even one killed by `kill -9`, and never
 * keeps a process alive by itself.
 * @throws EmbeddedPostgresError with the reason and what to do
 */
export async function openEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { folder, log, settings = {}, syncInitdb = true } = options
  const site = prepareSite({ folder, settings, log })
  await initializeCluster(site, syncInitdb)
  const supervisor = new Supervisor(site)
  try {
    await supervisor.begin()
    await prepareDatabase(supervisor.server)
  } catch (error) {
    await supervisor.stop()
    throw error
  }
  return {
    get connection() {
      const { socketFolder, port } = supervisor.server
      return { host: socketFolder, port, user: 'seogo_admin' as const, database }
    },
    get owned() {
      return supervisor.owned
    },
    own: () => supervisor.own(),
    announce: (address) => supervisor.announce(address),
    onRestart: (listener) => supervisor.onRestart(listener),
    stop: () => supervisor.stop(),
  }
}

async function prepareDatabase(server: Server): Promise<void> {
  await withConnection(server, 'postgres', async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount) return
    try {
      await client.query(`create database ${database}`)
    } catch (error) {
      // Another process opening the same new folder was quicker: 42P04 duplicate_database, 23505 while it is at it.
      if (!['42P04', '23505'].includes(errorCode(error) ?? '')) throw error
    }
  })
  await withConnection(server, database, requireKoreanWords)
}
