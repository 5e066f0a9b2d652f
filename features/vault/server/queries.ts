import type { ProviderKeyId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

const shown = ['id', 'label', 'provider', 'base_url', 'model', 'key_ending', 'created_at'] as const

export type ShownKey = Awaited<ReturnType<typeof listKeyRows>>[number]

/** The asking person's keys without the sealed part, oldest first. */
export async function listKeyRows(tx: UserTx) {
  return tx.selectFrom('provider_keys').select(shown).orderBy('created_at').orderBy('id').execute()
}

export async function findSealedRow(tx: UserTx, id: ProviderKeyId) {
  return tx
    .selectFrom('provider_keys')
    .select([...shown, 'user_id', 'sealed_key'])
    .where('id', '=', id)
    .executeTakeFirst()
}

type NewKey = {
  readonly user_id: string
  readonly provider: string
  readonly label: string
  readonly base_url: string
  readonly model: string
}

/** Inserts a provider without its key: the seal is bound to the id that is given here. */
export async function insertKey(tx: UserTx, row: NewKey) {
  return tx.insertInto('provider_keys').values(row).returning('id').executeTakeFirstOrThrow()
}

export async function labelIsTaken(tx: UserTx, label: string): Promise<boolean> {
  const row = await tx
    .selectFrom('provider_keys')
    .select('id')
    .where((one) => one(one.fn<string>('lower', ['label']), '=', label.toLowerCase()))
    .executeTakeFirst()
  return row !== undefined
}

export async function putSeal(tx: UserTx, id: string, seal: { sealed_key: Buffer; key_ending: string }) {
  await tx.updateTable('provider_keys').set(seal).where('id', '=', id).execute()
}

/** @returns whether there was such a key of the asking person. */
export async function deleteKey(tx: UserTx, id: ProviderKeyId): Promise<boolean> {
  const deleted = await tx.deleteFrom('provider_keys').where('id', '=', id).returning('id').executeTakeFirst()
  return deleted !== undefined
}
