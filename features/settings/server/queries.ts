import type { SystemTx } from '#platform/database/transactions.ts'

/** What was saved on the screen. */
export async function listRows(tx: SystemTx) {
  return await tx.selectFrom('settings').select(['name', 'value', 'sealed', 'changed_at']).execute()
}
export type SettingRow = Awaited<ReturnType<typeof listRows>>[number]

type NewRow = {
  readonly name: string
  readonly value: string | null
  readonly sealed: Buffer | null
  readonly changed_at: Date
  readonly changed_by: string | null
}

export async function putRow(tx: SystemTx, { name, ...values }: NewRow): Promise<void> {
  await tx
    .insertInto('settings')
    .values({ name, ...values })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
    .execute()
}

/** @returns whether there was one */
export async function deleteRow(tx: SystemTx, name: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('settings').where('name', '=', name).executeTakeFirst()
  return numDeletedRows > 0n
}
