import { sql } from 'kysely'
import type { ProviderKeyId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

const shown = [
  'id',
  'user_id',
  'label',
  'provider',
  'base_url',
  'model',
  'key_ending',
  'checked_at',
  'stand_in_id',
  'created_at',
] as const

/** What is for everybody is written by the system, after the permission was looked at. */
type WritingTx = UserTx | SystemTx

export type ShownKey = Awaited<ReturnType<typeof listKeyRows>>[number]

/** Whose own providers are which, by their names. */
export async function listHolders(tx: SystemTx) {
  return tx
    .selectFrom('provider_keys')
    .select((one) => [
      'user_id',
      sql<string[]>`array_agg(${one.ref('provider')} order by ${one.ref('created_at')})`.as('providers'),
    ])
    .where('user_id', 'is not', null)
    .groupBy('user_id')
    .execute()
}

/** The asking person's keys and then those of the installation, without the sealed part, oldest first. */
export async function listKeyRows(tx: UserTx) {
  return tx
    .selectFrom('provider_keys')
    .select(shown)
    .orderBy('user_id', (by) => by.asc().nullsLast())
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function findSealedRow(tx: WritingTx, id: ProviderKeyId) {
  return tx
    .selectFrom('provider_keys')
    .select([...shown, 'sealed_key'])
    .where('id', '=', id)
    .executeTakeFirst()
}

type NewKey = {
  readonly user_id: string | null
  readonly provider: string
  readonly label: string
  readonly base_url: string
  readonly model: string
  readonly checked_at: Date | null
}

/** Inserts a provider without its key: the seal is bound to the id that is given here. */
export async function insertKey(tx: WritingTx, row: NewKey) {
  return tx.insertInto('provider_keys').values(row).returning('id').executeTakeFirstOrThrow()
}

export async function labelIsTaken(tx: WritingTx, owner: string | null, label: string): Promise<boolean> {
  const row = await tx
    .selectFrom('provider_keys')
    .select('id')
    .where('user_id', owner === null ? 'is' : '=', owner)
    .where((one) => one(one.fn<string>('lower', ['label']), '=', label.toLowerCase()))
    .executeTakeFirst()
  return row !== undefined
}

export async function putSeal(tx: WritingTx, id: string, seal: { sealed_key: Buffer; key_ending: string }) {
  await tx.updateTable('provider_keys').set(seal).where('id', '=', id).execute()
}

export async function putSealedKey(tx: SystemTx, id: string, sealed: Buffer): Promise<void> {
  await tx.updateTable('provider_keys').set({ sealed_key: sealed }).where('id', '=', id).execute()
}

/** @returns whether there was such a key of the asking person. */
export async function putChoice(
  tx: UserTx,
  id: ProviderKeyId,
  choice: { model: string } | { stand_in_id: ProviderKeyId | null },
): Promise<boolean> {
  const put = await tx
    .updateTable('provider_keys')
    .set(choice)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return put !== undefined
}

/** @returns the key of the installation with its choices put; undefined when there is none, or none that may stand in. */
export async function putSharedChoice(
  tx: SystemTx,
  id: ProviderKeyId,
  { model, standInId }: { readonly model: string; readonly standInId: ProviderKeyId | null },
) {
  return tx
    .updateTable('provider_keys')
    .set({ model, stand_in_id: standInId })
    .where('id', '=', id)
    .where('user_id', 'is', null)
    .where(({ or, exists, lit, selectFrom }) =>
      or([
        lit(standInId === null),
        // One of a person's own could be asked by that person only.
        exists(
          selectFrom('provider_keys as other')
            .select('other.id')
            .where('other.id', '=', standInId)
            .where('other.id', '<>', id)
            .where('other.user_id', 'is', null),
        ),
      ]),
    )
    .returning(shown)
    .executeTakeFirst()
}

/** @returns whether there was such a key of the asking person. */
export async function deleteKey(tx: UserTx, id: ProviderKeyId): Promise<boolean> {
  const deleted = await tx.deleteFrom('provider_keys').where('id', '=', id).returning('id').executeTakeFirst()
  return deleted !== undefined
}

/** @returns whether there was such a key of the installation. */
export async function deleteSharedKey(tx: SystemTx, id: ProviderKeyId): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('provider_keys')
    .where('id', '=', id)
    .where('user_id', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return deleted !== undefined
}
