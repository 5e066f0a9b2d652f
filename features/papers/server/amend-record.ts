import type { CslItem } from '#contract/csl.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { lockLibrary } from '#features/accounts/server/accounts.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { requirePaper } from './paper-detail.ts'
import { updateRecord } from './queries.ts'
import { columnsOf } from './record.ts'

/**
 * Changes what of a record nobody filters or knows it again by: its notes, say. Where its fields came from stays.
 * @throws Problem paper_not_found
 */
export async function amendRecord(
  tx: UserTx,
  id: PaperId,
  amended: (csl: CslItem) => CslItem,
): Promise<void> {
  const { libraryId } = await requirePaper(tx, id)
  await lockLibrary(tx, libraryId as LibraryId)
  // Read again under the lock: whoever held it may have changed the record.
  const { csl, origins } = await requirePaper(tx, id)
  await updateRecord(tx, id, { ...columnsOf(amended(csl)), origins: JSON.stringify(origins) })
  announce(tx, { libraryId }, [{ topic: 'papers' }, { topic: 'paper', id }])
}
