import type { SystemTx } from '#platform/database/transactions.ts'

export async function selectStyles(tx: SystemTx) {
  return tx.selectFrom('citation_styles').select(['id', 'title']).orderBy('title').orderBy('id').execute()
}

export async function findStyleXml(tx: SystemTx, id: string): Promise<string | undefined> {
  const row = await tx.selectFrom('citation_styles').select('xml').where('id', '=', id).executeTakeFirst()
  return row?.xml
}

type NewStyle = {
  readonly id: string
  readonly title: string
  readonly xml: string
  readonly parent_id: string | null
}

/** Adds a style, or puts it in the place of the one that was added by that name before. */
export async function upsertStyle(tx: SystemTx, row: NewStyle): Promise<void> {
  const { id: _, ...changes } = row
  await tx
    .insertInto('citation_styles')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
    .execute()
}

/** @returns whether there was one */
export async function deleteStyle(tx: SystemTx, id: string): Promise<boolean> {
  const rows = await tx.deleteFrom('citation_styles').where('id', '=', id).returning('id').execute()
  return rows.length > 0
}
