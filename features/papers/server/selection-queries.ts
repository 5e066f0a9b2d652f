import { sql } from 'kysely'
import type { PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { TrashSelected } from '../contract.ts'

/** Of papers, those that the person sees and that are not in the trash. */
export async function listAmong(tx: UserTx, ids: readonly PaperId[]) {
  return tx
    .selectFrom('papers')
    .select(['id', 'library_id'])
    .where('id', 'in', [...ids])
    .where('trashed_at', 'is', null)
    .execute()
}

/** Papers in the trash; of all, those in libraries that the person may change. */
export async function listInTrash(tx: UserTx, selected: TrashSelected, limit: number) {
  const all = tx
    .selectFrom('papers')
    .select(['id', 'library_id'])
    .where('trashed_at', 'is not', null)
    .where('merged_into', 'is', null)
    .limit(limit)
  if ('paperIds' in selected) return all.where('id', 'in', [...selected.paperIds]).execute()
  const { libraryId } = selected.all
  return libraryId === undefined
    ? all.where(sql<boolean>`library_id = any ((select app.my_editable_libraries())::uuid[])`).execute()
    : all.where('library_id', '=', libraryId).execute()
}
