import type { LibraryId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import { lockLibraryOf } from './library-queries.ts'

/**
 * Holds a shared library for one of its owners until the end of the transaction.
 * @throws Problem library_not_found (also for one they cannot see) | library_personal | library_owner_only
 */
export async function requireOwner(tx: SystemTx, libraryId: LibraryId, userId: UserId) {
  const library = await lockLibraryOf(tx, libraryId, userId)
  if (!library || library.deleted_at) throw new Problem('library_not_found')
  if (library.kind === 'personal') throw new Problem('library_personal')
  if (library.membership !== 'owner') throw new Problem('library_owner_only')
  return library
}
