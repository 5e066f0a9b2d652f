import { deriveKey } from '#platform/crypto/derive-key.ts'
import { keyIdOf, open, SealBroken, seal } from '#platform/crypto/seal.ts'
import { Secret } from '#platform/crypto/secret.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type DataKey, findOpenedDataKey } from './data-keys.ts'
import { masterIdOf } from './masters.ts'

/** The row a key belongs to. The seal is bound to it: moved to another row, it does not open. */
export type KeyPlace = { readonly id: string; readonly userId: string; readonly provider: string }

export function sealKey(key: Secret, { id, key: dataKey }: DataKey, place: KeyPlace): Buffer {
  return seal(key.reveal(), { key: dataKey, keyId: id, context: contextOf(place) })
}

/** @returns undefined when what it was sealed with is not known (any more), or it is damaged. */
export async function openSealed(
  house: House,
  tx: UserTx | SystemTx,
  { sealed, place }: { readonly sealed: Buffer; readonly place: KeyPlace },
): Promise<Secret | undefined> {
  const keyId = keyIdOf(sealed)
  const key = isFirstSeal(keyId)
    ? keyId === masterIdOf(house.secretKey)
      ? deriveKey(house.secretKey, 'vault')
      : undefined
    : (await findOpenedDataKey(house, tx, keyId))?.key
  try {
    const opened = open(sealed, { findKey: () => key, context: contextOf(place) })
    return Secret.of(opened.toString('utf8'))
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}

/** Sealed before there were data keys, under the installation's secret itself; the sweep seals it anew. */
function isFirstSeal(keyId: string): boolean {
  return keyId.length === 12
}

function contextOf({ id, userId, provider }: KeyPlace): string {
  return `provider key ${id} of ${userId} for ${provider}`
}

/** The row a key is sealed to; what belongs to nobody belongs to the installation. */
export function placeOf(row: {
  readonly id: string
  readonly user_id: string | null
  readonly provider: string
}): KeyPlace {
  return { id: row.id, userId: row.user_id ?? 'installation', provider: row.provider }
}
