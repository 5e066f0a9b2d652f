import type { ImportId } from '#contract/ids.ts'
import { userId as userIdSchema } from '#contract/ids.ts'
import { notify } from '#features/notifications/server/notifications.ts'
import { announce, type Tx } from '#platform/database/transactions.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { readBibliographiesJob } from './jobs.ts'
import {
  countOutcomes,
  countUnsettled,
  type ImportRow,
  listFileNames,
  lockImport,
  noCounts,
  updateImport,
} from './queries.ts'

/**
 * Called when the last file has come, and again when the last bibliography is read: asks for what is still to be read, or
 * finishes the import and tells its person. Called once more it changes nothing.
 */
export async function closeImport(tx: Tx, importId: ImportId): Promise<void> {
  const row = await lockImport(tx, importId)
  if (row?.state !== 'running') return
  const onBehalfOf = userIdSchema.parse(row.user_id)
  if ((await countUnsettled(tx, importId)) > 0) {
    const subject = { kind: 'import', id: importId }
    const job_id = await enqueue(
      tx,
      readBibliographiesJob,
      { importId },
      { key: importId, subject, onBehalfOf },
    )
    await updateImport(tx, importId, { job_id })
  } else {
    await endImport(tx, row, 'finished')
  }
  announce(tx, { userIds: [onBehalfOf] }, [{ topic: 'imports' }])
}

/** Ends an import and tells its person, unless it was one file that they saw come in. */
export async function endImport(tx: Tx, row: ImportRow, state: 'finished' | 'failed'): Promise<void> {
  const id = row.id as ImportId
  const counts = (await countOutcomes(tx, [id])).get(id) ?? noCounts
  const total = counts.added + counts.merged + counts.attached + counts.already_there + counts.refused
  await updateImport(tx, id, state === 'finished' ? { state, total_count: total } : { state })
  const userId = userIdSchema.parse(row.user_id)
  announce(tx, { userIds: [userId] }, [{ topic: 'imports' }])
  if (state === 'finished' && total <= 1) return
  const [title = null] = (await listFileNames(tx, [id])).get(id) ?? []
  await notify(tx, {
    userId,
    type: state === 'finished' ? 'import_finished' : 'import_failed',
    subject: { kind: 'import', id, title },
    facts: {
      addedCount: counts.added,
      // What was merged stood there already too.
      alreadyThereCount: counts.already_there + counts.merged,
      refusedCount: counts.refused,
    },
  })
}
