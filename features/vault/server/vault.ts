import type { z } from 'zod'
import { type ProviderKeyId, providerKeyId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { record } from '#features/audit/server/audit.ts'
import { Secret } from '#platform/crypto/secret.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type ProviderKey, providerKey, type saveKey } from '../contract.ts'
import { requireAllowedAddress } from './allowed-address.ts'
import {
  deleteKey,
  findSealedRow,
  insertKey,
  labelIsTaken,
  listKeyRows,
  putSeal,
  type ShownKey,
} from './queries.ts'
import { openSealed, sealKey } from './sealed-key.ts'

/** Everything needed to ask a provider in a person's name. */
export type OpenedKey = {
  readonly provider: ProviderKey['provider']
  readonly label: string
  readonly baseUrl: string
  readonly model: string
  /** Undefined: the server asks for none. */
  readonly apiKey: Secret | undefined
}

/** The asking person's providers, oldest first, never with their keys. */
export async function listOwnKeys(tx: UserTx): Promise<ProviderKey[]> {
  return (await listKeyRows(tx)).map(toProviderKey)
}

/**
 * Sets up a provider; its key is sealed before it is stored.
 * @throws Problem provider_address_refused | provider_label_taken
 */
export async function saveOwnKey(
  house: House,
  tx: UserTx,
  { label, provider, baseUrl, model, key }: z.output<typeof saveKey.body>,
): Promise<ProviderKey> {
  const userId = userOf(tx)
  if (!userId) throw new Error('a key belongs to a person')
  requireAllowedAddress(baseUrl)
  if (await labelIsTaken(tx, label)) throw new Problem('provider_label_taken', { label })
  const { id } = await insertKey(tx, { user_id: userId, provider, label, base_url: baseUrl, model })
  const text = key?.trim() ?? ''
  if (text !== '')
    await putSeal(tx, id, {
      sealed_key: sealKey(Secret.of(text), house.secretKey, { id, userId, provider }),
      // Of a short key the last four letters would be too much of it.
      key_ending: text.length >= 12 ? text.slice(-4) : '',
    })
  await record(tx, { act: 'key_saved', by: userId, subject: { kind: 'key', id, title: label } })
  announce(tx, { userIds: [userId] }, [{ topic: 'keys' }])
  const row = await findSealedRow(tx, providerKeyId.parse(id))
  if (!row) throw new Error('a key that was just saved cannot be seen')
  return toProviderKey(row)
}

/** Forgets a provider; its sealed key is deleted with the row. @throws Problem key_not_found */
export async function removeOwnKey(tx: UserTx, id: ProviderKeyId): Promise<void> {
  if (!(await deleteKey(tx, id))) throw new Problem('key_not_found')
  const userId = userOf(tx)
  await record(tx, { act: 'key_removed', by: userId, subject: { kind: 'key', id } })
  if (userId) announce(tx, { userIds: [userId] }, [{ topic: 'keys' }])
}

/**
 * Opens one of the asking person's keys for a request that is about to be made. Do not keep it.
 * @throws Problem key_not_found, also for somebody else's, and when the installation's secret is another than then
 */
export async function openKey(house: House, tx: UserTx, id: ProviderKeyId): Promise<OpenedKey> {
  const row = await findSealedRow(tx, id)
  if (!row) throw new Problem('key_not_found')
  const { label, model, baseUrl, provider } = toProviderKey(row)
  if (row.sealed_key === null) return { provider, label, baseUrl, model, apiKey: undefined }
  const apiKey = openSealed(row.sealed_key, house.secretKey, { id: row.id, userId: row.user_id, provider })
  if (apiKey === undefined) throw new Problem('key_not_found', { reason: 'sealed_with_another_secret' })
  await record(tx, { act: 'key_used', by: row.user_id, subject: { kind: 'key', id, title: label } })
  return { provider, label, baseUrl, model, apiKey }
}

function toProviderKey(row: ShownKey): ProviderKey {
  return providerKey.parse({
    id: row.id,
    label: row.label,
    provider: row.provider,
    baseUrl: row.base_url,
    model: row.model,
    keyEnding: row.key_ending,
    createdAt: toInstant(row.created_at),
  })
}
