import { sql } from 'kysely'
import type { LibraryId } from '#contract/ids.ts'
import type { Tx } from '#platform/database/transactions.ts'

/**
 * Locks a library until the end of the transaction: two imports of one paper at once must see each other. It is taken
 * before any row of the library, and of several libraries in the order of their ids, so that nobody waits in a circle.
 */
export async function lockLibrary(tx: Tx, libraryId: LibraryId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('library ' || ${libraryId}, 0))`.execute(tx)
}
