import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EmbeddedConnection } from './embedded.ts'
import { EmbeddedPostgresError } from './errors.ts'
import { sightServer } from './find-server.ts'
import { readPostmasterPid } from './postmaster-pid.ts'

/**
 * The connection to the server of a folder which another process starts, keeps and ends; waits for it while it is
 * being started again. For a process that must never own the server, because it is not the one that ends last.
 * @throws EmbeddedPostgresError start_failed when none answers in time
 */
export async function joinEmbeddedPostgres(options: {
  folder: string
  mostMs?: number
}): Promise<EmbeddedConnection> {
  const { mostMs = 60_000 } = options
  const folder = realpathSync(options.folder)
  const cluster = join(folder, 'cluster')
  for (const deadline = Date.now() + mostMs; Date.now() < deadline; await sleep(100)) {
    const written = readPostmasterPid(cluster)
    const sighting = written && (await sightServer({ folder, cluster }, written))
    if (sighting?.is !== 'open') continue
    const { socketFolder, port } = sighting.server
    return { host: socketFolder, port, user: 'seogo_admin', database: 'seogo' }
  }
  const message = `No database server answered for ${folder} within ${mostMs / 1000} s.`
  throw new EmbeddedPostgresError('start_failed', message)
}
