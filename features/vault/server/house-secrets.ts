import { Problem } from '#contract/problems.ts'
import { keyIdOf, open, SealBroken, seal } from '#platform/crypto/seal.ts'
import { Secret } from '#platform/crypto/secret.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { dataKeyOf, findOpenedDataKey } from './data-keys.ts'

/**
 * Seals a secret of the installation under its data key, bound to what it is for.
 * @throws Problem vault_sealed when the installation's key cannot be opened
 */
export async function sealForHouse(
  house: House,
  tx: SystemTx,
  { secret, context }: { readonly secret: Secret; readonly context: string },
): Promise<Buffer> {
  const dataKey = await dataKeyOf(house, tx, null)
  if (dataKey === undefined) throw new Problem('vault_sealed')
  return seal(secret.reveal(), { key: dataKey.key, keyId: dataKey.id, context })
}

/** @returns undefined when what it was sealed with is not known (any more), or it is damaged */
export async function openForHouse(
  house: House,
  tx: SystemTx,
  { sealed, context }: { readonly sealed: Buffer; readonly context: string },
): Promise<Secret | undefined> {
  const key = (await findOpenedDataKey(house, tx, keyIdOf(sealed)))?.key
  try {
    return Secret.of(open(sealed, { findKey: () => key, context }).toString('utf8'))
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}
