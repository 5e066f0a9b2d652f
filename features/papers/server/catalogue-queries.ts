import { sql } from 'kysely'
import type { PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

/** The PDFs of some papers, of each the main one first, and no paper's before another's. */
export async function pdfsOf(tx: UserTx, paperIds: readonly PaperId[]) {
  return tx
    .selectFrom('files')
    .select(['id', 'paper_id', 'name', 'size_bytes'])
    .where(sql<boolean>`paper_id = any (${[...paperIds]}::uuid[])`)
    .where('media_type', '=', 'application/pdf')
    .orderBy('paper_id')
    .orderBy('main_at', (order) => order.desc().nullsLast())
    .orderBy('added_at')
    .orderBy('id')
    .execute()
}

/** The abstracts of those of some papers that have one. */
export async function abstractsOf(tx: UserTx, paperIds: readonly PaperId[]) {
  return tx
    .selectFrom('papers')
    .select(['id', 'abstract'])
    .where(sql<boolean>`id = any (${[...paperIds]}::uuid[])`)
    .where('abstract', 'is not', null)
    .execute()
}
