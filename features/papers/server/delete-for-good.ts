import type { UserId } from '#contract/ids.ts'
import { lockLibrary } from '#features/accounts/server/accounts.ts'
import { record } from '#features/audit/server/audit.ts'
import { announce } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { JobContext } from '#platform/queue/job.ts'
import type { TrashSelected } from '../contract.ts'
import { trashedPapers } from './selected-papers.ts'
import { deleteTrashed, deleteTrashedBefore } from './trash-queries.ts'

const dayMs = 86_400_000
/** Papers in one transaction: each takes its pages and words with it, and others want the library meanwhile. */
const batchSize = 500

/**
 * Deletes papers in the trash with all that hangs on them: files' rows, pages, words, judgements, history. Their bytes go
 * with the sweep of the file store, once no row names them. What is deleted stays deleted, also when a later batch fails.
 * @throws Problem selection_empty | too_many_papers | library_read_only
 */
export async function deleteForGood(
  house: House,
  userId: UserId,
  selected: TrashSelected,
): Promise<{ deleted: number }> {
  const groups = await house.database.asUser(userId, (tx) => trashedPapers(tx, selected))
  let deleted = 0
  for (const { libraryId, paperIds } of groups) {
    for (let from = 0; from < paperIds.length; from += batchSize) {
      deleted += await house.database.asUser(userId, async (tx) => {
        await lockLibrary(tx, libraryId)
        announce(tx, { libraryId }, [{ topic: 'papers' }])
        const count = await deleteTrashed(tx, libraryId, paperIds.slice(from, from + batchSize))
        const subject = { kind: 'library', id: libraryId }
        if (count > 0) await record(tx, { act: 'papers_deleted', by: userId, subject, facts: { count } })
        return count
      })
    }
  }
  return { deleted }
}

/** Deletes for good what went to the trash before the days that it is kept. */
export async function emptyTrash(
  _payload: unknown,
  { house, asSystem, note, signal }: JobContext,
): Promise<void> {
  const before = new Date(house.clock.now().getTime() - house.config.SEOGO_TRASH_DAYS * dayMs)
  let deleted = 0
  for (let last = batchSize; last === batchSize; deleted += last) {
    signal.throwIfAborted()
    last = await asSystem('empty the trash', async (tx) => {
      const rows = await deleteTrashedBefore(tx, before, batchSize)
      for (const libraryId of new Set(rows.map((row) => row.library_id)))
        announce(tx, { libraryId }, [{ topic: 'papers' }])
      return rows.length
    })
  }
  note({ deleted })
}
