import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { Problem } from '#contract/problems.ts'
import type { DatabaseAddress } from '#platform/database/address.ts'
import { migrate, readMigrations } from '#platform/database/migrate.ts'
import { createDatabaseLike, dropDatabase } from '#platform/database/sets/databases.ts'
import { beginLoading, type Loading } from '#platform/database/sets/load.ts'
import { takeSnapshot } from '#platform/database/sets/snapshot.ts'
import type { Manifest, TableInSet } from './format/manifest.ts'
import { nameOf } from './make-set.ts'
import { readRows } from './parts.ts'
import { type Shelf, unusable } from './shelf.ts'

export type RestoreRows = {
  readonly address: DatabaseAddress
  readonly shelf: Shelf
  readonly set: Manifest
  /** A name no database of the server has. */
  readonly database: string
  readonly connections?: number
  readonly tell?: (stage: 'rows' | 'comparing', done: number, total: number) => void
  readonly signal?: AbortSignal | undefined
}

/** What a restored database was compared with, and what did not fit. */
export type Compared = { readonly tables: number; readonly rows: number; readonly rules: number }

/** Restored rows are not those of the set, though every part was: a fault of Seogo or of the server. */
export class RestoredOtherwise extends Error {
  override readonly name = 'RestoredOtherwise'
}

/**
 * Restores the rows of a set into a new database of the same server, at the set's own migration, and compares what stands
 * there with the set: the hash of every table, constraints, policies and triggers. Nothing else is touched; on any failure
 * the new database is gone again.
 * @throws Problem backup_damaged, backup_of_later_version, backup_no_scratch_database; RestoredOtherwise
 */
export async function restoreRows(options: RestoreRows): Promise<Compared> {
  const { address, shelf, set, database, connections = 2, tell = () => undefined, signal } = options
  await requireKnownMigrations(set)
  await createDatabaseLike(address, database).catch((error: unknown) => {
    if (!isRefusal(error)) throw error
    throw new Problem('backup_no_scratch_database', { database: address.database })
  })
  try {
    const place = address.in(database)
    await migrate(place, { upTo: set.migrations.length })
    const loading = await beginLoading(place, { connections, partitions: set.partitions })
    try {
      await loadTables(loading, { ...options, connections, tell })
      await loading.finish(set.sequences)
    } finally {
      await loading.close()
    }
    return await compare(place, set, { connections, tell, signal })
  } catch (error) {
    await dropDatabase(address, database)
    signal?.throwIfAborted()
    throw unusable(shelf.place, error)
  }
}

/** 42501: may not create databases. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501'
}

async function requireKnownMigrations(set: Manifest): Promise<void> {
  const known = await readMigrations()
  for (const { number, name, sha256 } of set.migrations)
    if (known[number - 1]?.sha256 !== sha256)
      throw new Problem('backup_of_later_version', { migration: name, appVersion: set.appVersion })
}

async function loadTables(
  loading: Loading,
  {
    shelf,
    set,
    connections,
    tell,
    signal,
  }: RestoreRows & Required<Pick<RestoreRows, 'connections' | 'tell'>>,
): Promise<void> {
  const waiting = set.tables.toSorted((one, other) => other.bytes - one.bytes)
  const total = waiting.reduce((sum, { bytes }) => sum + bytes, 0)
  let done = 0
  let failed = false
  const work = async (connection: number) => {
    for (let table = waiting.shift(); table && !failed; table = waiting.shift()) {
      signal?.throwIfAborted()
      await loading.copyIn(table, Readable.from(readRows(shelf, table, nameOf(table))), connection)
      done += table.bytes
      tell('rows', done, total)
    }
  }
  await Promise.all(
    Array.from({ length: connections }, (_, connection) =>
      work(connection).catch((error: unknown) => {
        failed = true
        throw error
      }),
    ),
  )
}

type Comparing = Required<Pick<RestoreRows, 'connections' | 'tell'>> & Pick<RestoreRows, 'signal'>

async function compare(
  address: DatabaseAddress,
  set: Manifest,
  { connections, tell, signal }: Comparing,
): Promise<Compared> {
  const snapshot = await takeSnapshot(address, { connections, signal })
  try {
    const waiting = [...set.tables]
    let done = 0
    const work = async (connection: number) => {
      for (let table = waiting.shift(); table; table = waiting.shift()) {
        signal?.throwIfAborted()
        await compareTable(snapshot.copyOut(table, connection), table)
        done += 1
        tell('comparing', done, set.tables.length)
      }
    }
    await Promise.all(Array.from({ length: connections }, (_, connection) => work(connection)))
    // Another major version writes the same constraint in other words.
    const comparable = majorOf(snapshot.serverVersion) === majorOf(set.postgresVersion)
    const there = new Set(snapshot.rules)
    const absent = comparable ? set.rules.filter((rule) => !there.has(rule)) : []
    if (absent.length > 0) throw new RestoredOtherwise(`the restored database lacks ${absent.join('; ')}`)
    const rows = set.tables.reduce((sum, table) => sum + table.rows, 0)
    return { tables: set.tables.length, rows, rules: comparable ? set.rules.length : 0 }
  } finally {
    await snapshot.close()
  }
}

const majorOf = (version: string) => version.split('.')[0]

async function compareTable(rows: AsyncIterable<Uint8Array>, table: TableInSet): Promise<void> {
  const hash = createHash('sha256')
  for await (const chunk of rows) hash.update(chunk)
  if (hash.digest('hex') !== table.sha256)
    throw new RestoredOtherwise(`${nameOf(table)} has other rows after the restore than in the set`)
}
