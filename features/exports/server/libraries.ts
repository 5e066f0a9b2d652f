import type { LibraryId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { findLibrary } from './queries.ts'

/** @throws Problem library_not_found, also for one that the person does not see */
export async function requireLibrary(tx: UserTx, id: LibraryId) {
  const library = await findLibrary(tx, id)
  if (library === undefined) throw new Problem('library_not_found')
  return library
}
