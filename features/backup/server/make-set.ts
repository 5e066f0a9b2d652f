import { randomBytes } from 'node:crypto'
import { toInstant } from '#contract/time.ts'
import type { DatabaseAddress } from '#platform/database/address.ts'
import { type Snapshot, takeSnapshot } from '#platform/database/sets/snapshot.ts'
import type { FileStore } from '#platform/files/files.ts'
import { type Manifest, type TableInSet, writeManifest } from './format/manifest.ts'
import { type FileCounts, storeFiles } from './make-files.ts'
import { storeRows, type Written } from './parts.ts'
import { findLatestSet, setDocument } from './sets.ts'
import { type Shelf, unusable } from './shelf.ts'

/** Where the work stands: of tables their bytes, of files how many. */
export type Tell = (stage: 'tables' | 'files' | 'finishing', done: number, total: number) => void

export type MakeSet = {
  readonly address: DatabaseAddress
  readonly files: FileStore
  readonly shelf: Shelf
  /** Where rows name files: `table.column` each. */
  readonly fileColumns: readonly string[]
  readonly kind: Manifest['kind']
  readonly appVersion: string
  readonly secretKeyId: string
  /** Tables copied at the same time; two keep two cores busy. */
  readonly connections?: number
  readonly now: () => Date
  readonly tell?: Tell
  readonly signal?: AbortSignal
}

const untold: Tell = () => undefined

/**
 * Makes a set of the database and the files as they are at one moment, while people go on working. The manifest is written
 * last: what is left of a set that was broken off is no set.
 * @throws Problem backup_destination_unusable
 */
export async function makeSet(options: MakeSet): Promise<Manifest> {
  const { address, shelf, connections = 2, signal } = options
  try {
    const snapshot = await takeSnapshot(address, { connections, signal })
    try {
      return await writeSet(snapshot, options)
    } finally {
      await snapshot.close()
    }
  } catch (error) {
    // What an aborted connection says is not why.
    signal?.throwIfAborted()
    throw unusable(shelf.place, error)
  }
}

function newSetId(at: Date): string {
  return `${toInstant(at).slice(0, 19).replaceAll(/[-:]/g, '')}-${randomBytes(3).toString('hex')}`
}

async function writeSet(snapshot: Snapshot, options: MakeSet): Promise<Manifest> {
  const { shelf, files, kind, fileColumns, signal, now, tell = untold } = options
  const id = newSetId(snapshot.takenAt)
  const written: Written = { parts: 0, bytes: 0 }
  const storing = { shelf, anew: kind === 'full', written, signal }
  const tables = await storeTables(snapshot, storing, tell)

  const counts: FileCounts = { count: 0, bytes: 0, storedBytes: 0, missing: [], missingCount: 0 }
  const total = await snapshot.countDistinct(fileColumns)
  const lines = storeFiles(snapshot.distinctValues(fileColumns), counts, {
    ...storing,
    files,
    previous: shelf.key && kind === 'incremental' ? await findLatestSet(shelf) : undefined,
    tell: (done) => tell('files', done, total),
  })
  const list = await storeRows(lines, storing)

  tell('finishing', 0, 1)
  const set: Manifest = {
    id,
    kind,
    takenAt: toInstant(snapshot.takenAt),
    finishedAt: toInstant(now()),
    appVersion: options.appVersion,
    postgresVersion: snapshot.serverVersion,
    migrations: [...snapshot.migrations],
    secretKeyId: options.secretKeyId,
    tables,
    partitions: [...snapshot.partitions],
    sequences: [...snapshot.sequences],
    rules: [...snapshot.rules],
    files: {
      columns: [...fileColumns],
      count: counts.count,
      bytes: counts.bytes,
      missing: counts.missing,
      missingCount: counts.missingCount,
      list: { sha256: list.sha256, parts: list.parts },
    },
    written,
    storedBytes:
      counts.storedBytes +
      [...tables.flatMap(({ parts }) => parts), ...list.parts].reduce(
        (sum, { storedBytes }) => sum + storedBytes,
        0,
      ),
  }
  signal?.throwIfAborted()
  await shelf.documents.write(setDocument(id), await writeManifest(set, shelf.key))
  return set
}

type Storing = Parameters<typeof storeRows>[1]

/** The largest table first, so that no connection is left with it at the end. */
async function storeTables(snapshot: Snapshot, storing: Storing, tell: Tell): Promise<TableInSet[]> {
  const waiting = [...snapshot.tables]
  const done: TableInSet[] = []
  const total = waiting.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  let doneBytes = 0
  let failed = false
  const work = async (connection: number) => {
    for (let table = waiting.shift(); table && !failed; table = waiting.shift()) {
      const { schema, name, columns, orderBy, sizeBytes } = table
      const stored = await storeRows(snapshot.copyOut(table, connection), storing)
      done.push({ schema, name, columns: [...columns], orderBy, ...stored })
      doneBytes += sizeBytes
      tell('tables', doneBytes, total)
    }
  }
  const workers = Array.from({ length: snapshot.connections }, (_, connection) =>
    work(connection).catch((error: unknown) => {
      failed = true
      throw error
    }),
  )
  await Promise.all(workers)
  return done.sort((one, other) => nameOf(one).localeCompare(nameOf(other), 'en'))
}

export function nameOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`
}
