import { randomBytes } from 'node:crypto'
import { record } from '#features/audit/server/audit.ts'
import { Secret } from '#platform/crypto/secret.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { beforeAll, countByMaster, lockMasters, lockOldDataKeys, putWrap } from './data-key-queries.ts'
import { unwrapDataKey, wrapDataKey } from './data-keys.ts'
import { type Master, masterFileSecrets, readMasters, rereadMasters, writeMasterFile } from './masters.ts'
import { sealFirstSealsAnew } from './seal-anew.ts'

/** Data keys that are wrapped anew in one transaction: its locks are short, and a crash loses no more than that. */
const defaultBatch = 100
/** As the installation's secret: 384 random bits. */
const masterBytes = 48

export type Rotation = {
  readonly masterId: string
  /** Whether a new master was made; false: an unfinished rotation went on, or the configured one was taken. */
  readonly isNew: boolean
  readonly wrappedCount: number
  /** Wrapped by a master that is not known here: they stay as they are. */
  readonly unreadableCount: number
}

async function makeCurrent(house: House): Promise<{ master: Master; isNew: boolean }> {
  return await house.database.asSystem('the vault gets another master key', async (tx) => {
    await lockMasters(tx, 'to change')
    const [current] = rereadMasters(house)
    const counts = await countByMaster(tx)
    const isFinished = [...counts.keys()].every((id) => id === current.id)
    if (!isFinished || house.config.SEOGO_VAULT_KEY) return { master: current, isNew: false }
    const made = Secret.of(randomBytes(masterBytes).toString('base64url'))
    writeMasterFile(house, [made, ...masterFileSecrets(house)])
    return { master: readMasters(house)[0], isNew: true }
  })
}

type Place = { readonly after: string; readonly limit: number }

async function wrapSome(house: House, tx: SystemTx, { master, place }: { master: Master; place: Place }) {
  const rows = await lockOldDataKeys(tx, master.id, place)
  let wrappedCount = 0
  for (const row of rows) {
    const key = unwrapDataKey(house, row)
    if (key === undefined) continue
    const wrap = {
      wrapped_key: wrapDataKey(key, master, row),
      master_id: master.id,
      wrapped_at: house.clock.now(),
    }
    await putWrap(tx, row.id, wrap)
    wrappedCount += 1
  }
  return { wrappedCount, last: rows.at(-1)?.id }
}

/**
 * Changes the vault's master key while Seogo runs: a new one becomes current and stays beside the old one, then all data
 * keys are wrapped anew, some at a time. What broke off goes on when it is called again.
 */
export async function rotateMaster(
  house: House,
  {
    batch = defaultBatch,
    onBatch,
  }: { readonly batch?: number; readonly onBatch?: (done: number) => void } = {},
): Promise<Rotation> {
  await sealFirstSealsAnew(house)
  const { master, isNew } = await makeCurrent(house)
  let wrappedCount = 0
  for (let after: string | undefined = beforeAll; after !== undefined; ) {
    const place: Place = { after, limit: batch }
    const done = await house.database.asSystem('data keys are wrapped by the new master', (tx) =>
      wrapSome(house, tx, { master, place }),
    )
    wrappedCount += done.wrappedCount
    after = done.last
    if (after !== undefined) onBatch?.(wrappedCount)
  }
  const unreadableCount = await house.database.asSystem('the vault’s master key was changed', async (tx) => {
    const counts = await countByMaster(tx)
    await record(tx, { act: 'keys_rotated', facts: { count: wrappedCount } })
    return [...counts].reduce((sum, [id, count]) => (id === master.id ? sum : sum + count), 0)
  })
  return { masterId: master.id, isNew, wrappedCount, unreadableCount }
}

/** Takes masters out of `vault.key` that wrap nothing any more. @returns how many */
export async function forgetOldMasters(house: House): Promise<number> {
  return await house.database.asSystem('the vault forgets old master keys', async (tx) => {
    await lockMasters(tx, 'to change')
    const counts = await countByMaster(tx)
    const [current, ...known] = readMasters(house)
    const used = new Set([current.id, ...known.filter(({ id }) => counts.has(id)).map(({ id }) => id)])
    const inFile = masterFileSecrets(house)
    const kept = [current, ...known]
      .filter(({ id, secret }) => used.has(id) && inFile.some((one) => one.reveal() === secret.reveal()))
      .map(({ secret }) => secret)
    if (kept.length < inFile.length) writeMasterFile(house, kept)
    return inFile.length - kept.length
  })
}
