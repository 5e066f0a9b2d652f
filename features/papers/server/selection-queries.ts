import type { PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

/** Of papers, those that the person sees and that are not in the trash. */
export async function listAmong(tx: UserTx, ids: readonly PaperId[]) {
  return tx
    .selectFrom('papers')
    .select(['id', 'library_id'])
    .where('id', 'in', [...ids])
    .where('trashed_at', 'is', null)
    .execute()
}
