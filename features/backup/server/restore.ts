import { Problem } from '#contract/problems.ts'
import type { DatabaseAddress } from '#platform/database/address.ts'
import { migrate } from '#platform/database/migrate.ts'
import {
  countRunning,
  dropDatabase,
  isMigrated,
  settleRestored,
  swapDatabases,
} from '#platform/database/sets/databases.ts'
import type { FileStore } from '#platform/files/files.ts'
import type { Manifest } from './format/manifest.ts'
import { restoreFiles } from './restore-files.ts'
import { type Compared, restoreRows } from './restore-set.ts'
import type { Shelf } from './shelf.ts'

export type Restore = {
  readonly address: DatabaseAddress
  readonly files: FileStore
  readonly shelf: Shelf
  readonly set: Manifest
  readonly now: () => Date
  /** Also while an API or a worker uses the database: their connections are ended at the swap. */
  readonly whileRunning?: boolean
  readonly tell?: (stage: 'rows' | 'comparing' | 'files', done: number, total: number) => void
  readonly signal?: AbortSignal | undefined
}

export type Restored = Compared & {
  readonly filesPut: number
  /** Migrations of this version that the set did not have yet. */
  readonly migrated: readonly string[]
  /** The name under which the database that stood here before is kept; null when there was none. */
  readonly keptAs: string | null
}

/**
 * Puts a set in the place of the house's database and its files into the house's store. What stands there serves on until
 * the set is restored beside it, compared and brought to this version's schema; then both change places in one transaction.
 * A restore that is broken off leaves everything as it was.
 * @throws Problem backup_house_running, backup_damaged and others of restoreRows
 */
export async function restore(options: Restore): Promise<Restored> {
  const { address, files, shelf, set, now, whileRunning = false, tell = () => undefined, signal } = options
  const hadData = await isMigrated(address)
  if (hadData && !whileRunning && (await countRunning(address)) > 0)
    throw new Problem('backup_house_running', { database: address.database })
  const stamp = now().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase()
  const database = `${address.database}_incoming_${stamp}`
  const compared = await restoreRows({ address, shelf, set, database, tell, signal })
  try {
    const filesPut = await restoreFiles({
      files,
      shelf,
      set,
      signal,
      tell: (done, total) => tell('files', done, total),
    })
    const { applied } = await migrate(address.in(database))
    await settleRestored(address.in(database))
    signal?.throwIfAborted()
    const keepAs = `${address.database}_before_${stamp}`
    await swapDatabases(address, { incoming: database, keepAs })
    if (!hadData) await dropDatabase(address, keepAs)
    return { ...compared, filesPut, migrated: applied, keptAs: hadData ? keepAs : null }
  } catch (error) {
    await dropDatabase(address, database)
    throw error
  }
}
