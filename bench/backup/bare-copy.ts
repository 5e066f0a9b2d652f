import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DatabaseAddress } from '#platform/database/address.ts'
import { migrate } from '#platform/database/migrate.ts'
import { createDatabaseLike, dropDatabase } from '#platform/database/sets/databases.ts'
import { beginLoading } from '#platform/database/sets/load.ts'
import { takeSnapshot } from '#platform/database/sets/snapshot.ts'

/**
 * The same tables by COPY alone, out to files and into an empty database: nothing packed, hashed, sealed or compared.
 * @returns seconds of each, and the bytes of all rows
 */
export async function copyOutAndIn(address: DatabaseAddress, folder: string) {
  await mkdir(folder)
  const snapshot = await takeSnapshot(address, { connections: 1 })
  const { tables, sequences, partitions } = snapshot
  const fileOf = (at: number) => join(folder, `${at}.copy`)
  let bytes = 0
  let started = performance.now()
  for (const [at, table] of tables.entries()) {
    const file = createWriteStream(fileOf(at))
    await pipeline(snapshot.copyOut(table, 0), file)
    bytes += file.bytesWritten
  }
  const outSeconds = (performance.now() - started) / 1_000
  await snapshot.close()

  const database = `${address.database}_bare`
  await createDatabaseLike(address, database)
  try {
    await migrate(address.in(database))
    started = performance.now()
    const loading = await beginLoading(address.in(database), { connections: 1, partitions })
    for (const [at, table] of tables.entries()) await loading.copyIn(table, createReadStream(fileOf(at)), 0)
    await loading.finish(sequences)
    await loading.close()
    return { bytes, outSeconds, inSeconds: (performance.now() - started) / 1_000 }
  } finally {
    await dropDatabase(address, database)
    await rm(folder, { recursive: true })
  }
}
