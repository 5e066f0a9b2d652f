import type { LibraryId, PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { requirePaper } from './paper-detail.ts'
import { trashPaper } from './queries.ts'

/** Moves a paper to the trash. @throws Problem paper_not_found | library_read_only */
export async function removePaper(tx: UserTx, id: PaperId): Promise<void> {
  const { libraryId } = await requirePaper(tx, id)
  await requireEditableLibrary(tx, libraryId as LibraryId)
  await trashPaper(tx, id)
  announce(tx, { libraryId }, [{ topic: 'papers' }, { topic: 'paper', id }, { topic: 'collections' }])
}
