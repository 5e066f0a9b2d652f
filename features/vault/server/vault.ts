import { type ProviderKeyId, providerKeyId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { record } from '#features/audit/server/audit.ts'
import { Secret } from '#platform/crypto/secret.ts'
import { constraintOf } from '#platform/database/constraint-of.ts'
import { announce, type SystemTx, type UserTx, userOf } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { catalogue } from '../contract/catalogue.ts'
import { type NewProvider, type ProviderKey, providerKey } from '../contract.ts'
import { requireAllowedAddress } from './allowed-address.ts'
import { checkKey } from './check-key.ts'
import { dataKeyOf } from './data-keys.ts'
import {
  deleteKey,
  deleteSharedKey,
  findSealedRow,
  insertKey,
  labelIsTaken,
  listKeyRows,
  putChoice,
  putSeal,
  putSharedChoice,
  type ShownKey,
} from './queries.ts'
import { openSealed, placeOf, sealKey } from './sealed-key.ts'

export { openForHouse, sealForHouse } from './house-secrets.ts'

/** Everything needed to ask a provider in a person's name. */
export type OpenedKey = {
  readonly provider: ProviderKey['provider']
  readonly label: string
  readonly baseUrl: string
  readonly model: string
  /** Undefined: the server asks for none. */
  readonly apiKey: Secret | undefined
}

/** The asking person's providers, oldest first, then those of the installation; never with their keys. */
export async function listOwnKeys(tx: UserTx): Promise<ProviderKey[]> {
  return (await listKeyRows(tx)).map(toProviderKey)
}

/** One's own providers, and those of everybody, are told apart by their labels. */
const labelConstraints = new Set(['provider_keys_label', 'provider_keys_shared_label'])

/** Who sets a provider up, and whether for everybody. */
type Saving = { readonly by: UserId; readonly shared: boolean }

/**
 * Sets up a provider: shows its key to it, outside any transaction, and seals the key before it is stored.
 * @throws Problem provider_key_refused | provider_address_refused | provider_label_taken | vault_sealed
 */
export async function saveProvider(
  house: House,
  { by, shared }: Saving,
  wanted: NewProvider,
): Promise<ProviderKey> {
  const baseUrl = wanted.baseUrl ?? catalogue[wanted.provider].baseUrl
  if (baseUrl === null) throw new Error('a provider without an address passed the contract')
  requireAllowedAddress(baseUrl)
  const text = wanted.key?.trim() ?? ''
  const key = text === '' ? undefined : Secret.of(text)
  const accepted = await checkKey({ provider: wanted.provider, baseUrl, key })
  const row = {
    user_id: shared ? null : by,
    provider: wanted.provider,
    label: wanted.label,
    base_url: baseUrl,
    model: wanted.model,
    checked_at: accepted ? house.clock.now() : null,
  }
  const insert = (tx: UserTx | SystemTx) => insertProvider(house, tx, { row, key, by })
  return shared
    ? house.database.asSystem('set up a provider for everybody', insert)
    : house.database.asUser(by, insert)
}

async function insertProvider(
  house: House,
  tx: UserTx | SystemTx,
  { row, key, by }: { row: Parameters<typeof insertKey>[1]; key: Secret | undefined; by: UserId },
): Promise<ProviderKey> {
  const { label, provider, user_id: owner } = row
  if (await labelIsTaken(tx, owner, label)) throw new Problem('provider_label_taken', { label })
  const { id } = await insertKey(tx, row).catch((error) => {
    // Another request took it between looking and keeping.
    const isTaken = labelConstraints.has(constraintOf(error) ?? '')
    throw isTaken ? new Problem('provider_label_taken', { label }) : error
  })
  const length = key?.reveal().length ?? 0
  if (key !== undefined) {
    const dataKey = await dataKeyOf(house, tx, owner)
    if (dataKey === undefined) throw new Problem('vault_sealed')
    await putSeal(tx, id, {
      sealed_key: sealKey(key, dataKey, placeOf({ id, user_id: owner, provider })),
      // Of a short key the last four letters would be too much of it.
      key_ending: length >= 12 ? key.reveal().slice(-4) : '',
    })
  }
  await record(tx, { act: 'key_saved', by, subject: { kind: 'key', id, title: label } })
  announce(tx, { userIds: [by] }, [{ topic: 'keys' }])
  const saved = await findSealedRow(tx, providerKeyId.parse(id))
  if (!saved) throw new Error('a key that was just saved cannot be seen')
  return toProviderKey(saved)
}

/** Chooses another model of one of the asking person's providers. @throws Problem key_not_found */
export function chooseModel(tx: UserTx, id: ProviderKeyId, model: string): Promise<ProviderKey> {
  return choose(tx, id, { model })
}

/**
 * Says who may answer when one of the asking person's providers stays down.
 * @throws Problem key_not_found, also for a stand-in the person cannot ask or that is the provider itself
 */
export async function chooseStandIn(
  tx: UserTx,
  id: ProviderKeyId,
  standIn: ProviderKeyId | null,
): Promise<ProviderKey> {
  if (standIn === id || (standIn !== null && !(await findSealedRow(tx, standIn))))
    throw new Problem('key_not_found')
  return choose(tx, id, { stand_in_id: standIn })
}

/** Who may answer instead of a provider that the asking person can ask; undefined when nobody may. */
export async function findStandIn(tx: UserTx, id: ProviderKeyId): Promise<ProviderKey | undefined> {
  const standIn = (await findSealedRow(tx, id))?.stand_in_id
  const row = standIn == null ? undefined : await findSealedRow(tx, providerKeyId.parse(standIn))
  return row && toProviderKey(row)
}

async function choose(
  tx: UserTx,
  id: ProviderKeyId,
  choice: Parameters<typeof putChoice>[2],
): Promise<ProviderKey> {
  if (!(await putChoice(tx, id, choice))) throw new Problem('key_not_found')
  const owner = userOf(tx)
  if (owner) announce(tx, { userIds: [owner] }, [{ topic: 'keys' }])
  const row = await findSealedRow(tx, id)
  if (!row) throw new Problem('key_not_found')
  return toProviderKey(row)
}

/**
 * Chooses the model of a provider of the installation, and which other of the installation may answer when it stays down.
 * @throws Problem key_not_found, also for a stand-in that is not everybody's or the provider itself
 */
export async function changeSharedProvider(
  tx: SystemTx,
  by: UserId,
  id: ProviderKeyId,
  choice: Parameters<typeof putSharedChoice>[2],
): Promise<ProviderKey> {
  const row = await putSharedChoice(tx, id, choice)
  if (!row) throw new Problem('key_not_found')
  await record(tx, { act: 'key_changed', by, subject: { kind: 'key', id, title: row.label } })
  announce(tx, { userIds: [by], administrators: true }, [{ topic: 'keys' }])
  return toProviderKey(row)
}

/** Forgets a provider of the installation. @throws Problem key_not_found */
export async function removeSharedProvider(tx: SystemTx, by: UserId, id: ProviderKeyId): Promise<void> {
  if (!(await deleteSharedKey(tx, id))) throw new Problem('key_not_found')
  await record(tx, { act: 'key_removed', by, subject: { kind: 'key', id } })
}

/** Forgets a provider; its sealed key is deleted with the row. @throws Problem key_not_found */
export async function removeOwnKey(tx: UserTx, id: ProviderKeyId): Promise<void> {
  if (!(await deleteKey(tx, id))) throw new Problem('key_not_found')
  const owner = userOf(tx)
  await record(tx, { act: 'key_removed', by: owner, subject: { kind: 'key', id } })
  if (owner) announce(tx, { userIds: [owner] }, [{ topic: 'keys' }])
}

/**
 * Opens one of the asking person's keys, or one of the installation, for a request that is about to be made. Do not keep it.
 * @throws Problem key_not_found, also for somebody else's, and when the installation's secret is another than then
 */
export async function openKey(house: House, tx: UserTx, id: ProviderKeyId): Promise<OpenedKey> {
  const row = await findSealedRow(tx, id)
  if (!row) throw new Problem('key_not_found')
  const { label, model, baseUrl, provider } = toProviderKey(row)
  if (row.sealed_key === null) return { provider, label, baseUrl, model, apiKey: undefined }
  const apiKey = await openSealed(house, tx, { sealed: row.sealed_key, place: placeOf(row) })
  if (apiKey === undefined) throw new Problem('key_not_found', { reason: 'sealed_with_another_secret' })
  await record(tx, { act: 'key_used', by: userOf(tx), subject: { kind: 'key', id, title: label } })
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
    shared: row.user_id === null,
    checkedAt: row.checked_at && toInstant(row.checked_at),
    standInId: row.stand_in_id,
    createdAt: toInstant(row.created_at),
  })
}
