import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import { deriveKey } from '#platform/crypto/derive-key.ts'
import type { Secret } from '#platform/crypto/secret.ts'
import type { DatabaseAddress } from '#platform/database/address.ts'
import { withLock } from '#platform/database/sets/lock.ts'
import { listFileColumns } from '#platform/files/references.ts'
import type { House } from '#platform/house.ts'
import type { Manifest } from './format/manifest.ts'
import { makeSet, type Tell } from './make-set.ts'
import { openShelf } from './shelf.ts'

export { restore } from './restore.ts'
export { getSet } from './sets.ts'
export { openShelf } from './shelf.ts'
export { onTerminal } from './tell-progress.ts'

/** Any constant known to no other program: who makes, tries or removes sets holds it. */
const backupLock = 7_350_002

type Turn = { readonly wait?: boolean; readonly signal?: AbortSignal | undefined }

/** One at a time, over all processes. @throws Problem backup_running unless it is to wait for its turn */
export async function oneAtATime<T>(
  address: DatabaseAddress,
  work: () => Promise<T>,
  turn: Turn = {},
): Promise<T> {
  const done = await withLock(address, backupLock, work, turn)
  if (!done) throw new Problem('backup_running')
  return done.value
}

/** The database of every server, on whose locks a swap of other databases has no effect. */
const maintenance = 'postgres'

/**
 * One restore of a database at a time, over all processes: two would each put theirs in the place of the other's.
 * @throws Problem backup_running
 */
export async function oneRestoreAtATime<T>(address: DatabaseAddress, work: () => Promise<T>): Promise<T> {
  const name = createHash('sha256').update(`restore of ${address.database}`).digest()
  const done = await withLock(address.in(maintenance), name.readUIntBE(0, 6), work)
  if (!done) throw new Problem('backup_running')
  return done.value
}

/** Tells installations apart and says nothing about their secret. */
export function secretKeyIdOf(secretKey: Secret): string {
  return deriveKey(secretKey, 'backup installation id').export().toString('hex').slice(0, 16)
}

const packageFile = join(import.meta.dirname, '../../../package.json')
const appVersion = () =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8'))).version

/**
 * Makes a set of this house at the destination of its settings.
 * @throws Problem backup_running, backup_destination_unusable
 */
export async function makeBackup(
  house: House,
  {
    wait = false,
    ...options
  }: Turn & { readonly kind: Manifest['kind']; readonly tell?: Tell; readonly signal?: AbortSignal },
): Promise<Manifest> {
  const { database, files, config, secretKey, clock } = house
  const shelf = openShelf(config)
  const make = () =>
    makeSet({
      address: database.address,
      files,
      shelf,
      fileColumns: listFileColumns(house),
      appVersion: appVersion(),
      secretKeyId: secretKeyIdOf(secretKey),
      now: () => clock.now(),
      ...options,
    })
  return oneAtATime(database.address, make, { wait, signal: options.signal })
}
