import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { open, SealBroken, seal } from '#platform/crypto/seal.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import {
  type DataKeyRow,
  findDataKey,
  findDataKeyOf,
  insertDataKey,
  lockMasters,
} from './data-key-queries.ts'
import { findMasterKey, type Master, rereadMasters, wrappingKey } from './masters.ts'

const keyBytes = 32

/** A key that seals one owner's provider keys. */
export type DataKey = { readonly id: string; readonly key: KeyObject }

type Place = { readonly id: string; readonly user_id: string | null }
const contextOf = ({ id, user_id }: Place) => `data key ${id} of ${user_id ?? 'installation'}`

export function wrapDataKey(key: Uint8Array, master: Master, place: Place): Buffer {
  return seal(key, { key: wrappingKey(master), keyId: master.id, context: contextOf(place) })
}

/** The bytes of a data key. @returns undefined when its master is not known, or it is damaged */
export function unwrapDataKey(house: House, row: DataKeyRow): Buffer | undefined {
  try {
    return open(row.wrapped_key, { findKey: (id) => findMasterKey(house, id), context: contextOf(row) })
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}

function toDataKey(house: House, row: DataKeyRow | undefined): DataKey | undefined {
  const bytes = row && unwrapDataKey(house, row)
  return row && bytes && { id: row.id, key: createSecretKey(bytes) }
}

/** A data key by the id that stands in front of a seal. @returns undefined when it cannot be opened */
export async function findOpenedDataKey(
  house: House,
  tx: UserTx | SystemTx,
  id: string,
): Promise<DataKey | undefined> {
  // Between reading a row and looking for its master both may have changed: what is read again has the new one.
  return toDataKey(house, await findDataKey(tx, id)) ?? toDataKey(house, await findDataKey(tx, id))
}

/**
 * The data key of an owner (null: the installation), made with their first provider key.
 * @returns undefined when there is one whose master is not known
 */
export async function dataKeyOf(
  house: House,
  tx: UserTx | SystemTx,
  owner: string | null,
): Promise<DataKey | undefined> {
  const standing = await findDataKeyOf(tx, owner)
  if (standing) return toDataKey(house, standing)
  await lockMasters(tx, 'to wrap')
  const [master] = rereadMasters(house)
  const place = { id: crypto.randomUUID(), user_id: owner }
  const wrapped_key = wrapDataKey(randomBytes(keyBytes), master, place)
  const made = await insertDataKey(tx, { ...place, wrapped_key, master_id: master.id })
  return toDataKey(house, made ?? (await findDataKeyOf(tx, owner)))
}
