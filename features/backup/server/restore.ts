import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { record } from '#features/audit/server/audit.ts'
import type { DatabaseAddress } from '#platform/database/address.ts'
import { openDatabase } from '#platform/database/database.ts'
import { migrate } from '#platform/database/migrate.ts'
import {
  countRunning,
  dropDatabase,
  dropDatabases,
  isMigrated,
  settleRestored,
  swapDatabases,
} from '#platform/database/sets/databases.ts'
import type { FileStore } from '#platform/files/files.ts'
import type { Log } from '#platform/log/log.ts'
import { backupWork } from '../contract.ts'
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
  /** Who asked, as the restored audit trail is to say; whoever runs the machine unless told. */
  readonly askedBy?: UserId | undefined
  readonly log: Log
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

export const incomingPrefix = (address: DatabaseAddress) => `${address.database}_incoming_`
export const keptPrefix = (address: DatabaseAddress) => `${address.database}_before_`

/**
 * Puts a set in the place of the house's database and its files into the house's store. What stands there serves on until
 * the set is restored beside it, compared and brought to this version's schema; then both change places in one transaction.
 * A restore that is broken off leaves everything as it was; what it had begun to restore is dropped by the next one. The
 * lock of restores has to be held.
 * @throws Problem backup_house_running, backup_damaged and others of restoreRows
 */
export async function restore(options: Restore): Promise<Restored> {
  const { address, files, shelf, set, now, log, askedBy, whileRunning = false, signal } = options
  const { tell = () => undefined } = options
  const hadData = await isMigrated(address)
  if (hadData && !whileRunning && (await countRunning(address)) > 0)
    throw new Problem('backup_house_running', { database: address.database })
  await dropDatabases(address, incomingPrefix(address))
  const stamp = now().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').toLowerCase()
  const database = `${incomingPrefix(address)}${stamp}`
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
    await settleRestored(address.in(database), backupWork.shape.kind.options)
    await leaveTrace(address.in(database), { set, askedBy, log })
    signal?.throwIfAborted()
    const keepAs = `${keptPrefix(address)}${stamp}`
    await swapDatabases(address, { incoming: database, keepAs })
    if (!hadData) await dropDatabase(address, keepAs)
    return { ...compared, filesPut, migrated: applied, keptAs: hadData ? keepAs : null }
  } catch (error) {
    await dropDatabase(address, database)
    throw error
  }
}

/** The restored trail ends with the restore itself: what came after the backup is in the database that was kept. */
async function leaveTrace(
  address: DatabaseAddress,
  { set, askedBy, log }: Pick<Restore, 'set' | 'askedBy' | 'log'>,
): Promise<void> {
  const database = openDatabase({ address, log, poolMax: 1 })
  try {
    const facts = { backup: set.id, takenAt: set.takenAt }
    await database.asSystem('leave the trace of a restore', (tx) =>
      record(tx, { act: 'backup_restored', by: askedBy, facts }),
    )
  } finally {
    await database.close()
  }
}
