import type { z } from 'zod'
import { parseIdentifier } from '#contract/identifiers.ts'
import type { IdentifierBatchId, LibraryId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { type UserTx, userOf } from '#platform/database/transactions.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { storableText } from '#platform/queue/storable.ts'
import type { identifierBatch } from '../contract.ts'
import { addIdentifiersJob } from './jobs.ts'
import { findBatch, insertBatch, insertItems, listItems, type NewItem, setBatchJob } from './paper-queries.ts'

export type Wanted = {
  /** As they were typed or pasted, one work each. */
  readonly identifiers: readonly string[]
  /** The personal library when none is given. */
  readonly libraryId?: LibraryId | undefined
}

/**
 * Asks for works to be added by their identifiers, in the background; what names no work is refused at once.
 * @throws Problem library_not_found | library_read_only
 */
export async function requestIdentifiers(
  tx: UserTx,
  { identifiers, libraryId: into }: Wanted,
): Promise<IdentifierBatchId> {
  const userId = userOf(tx)
  if (!userId) throw new Error('a person adds papers')
  const libraryId = await requireEditableLibrary(tx, into)
  const place = { library_id: libraryId, user_id: userId }
  const batchId = await insertBatch(tx, place)
  const items = identifiers.map((given, position): NewItem => {
    const found = parseIdentifier(given)
    const item = { ...place, batch_id: batchId, position, given: storableText(given) }
    return found === undefined
      ? { ...item, identifier: null, outcome: 'refused', problem: 'identifier_unknown_kind' }
      : { ...item, identifier: `${found.kind}:${found.value}`, outcome: 'waiting', problem: null }
  })
  await insertItems(tx, items)
  const subject = { kind: 'identifiers', id: batchId }
  await setBatchJob(tx, batchId, await enqueue(tx, addIdentifiersJob, { batchId }, { key: batchId, subject }))
  return batchId
}

/** What became of each identifier so far. @throws Problem identifier_batch_not_found */
export async function readIdentifierBatch(
  tx: UserTx,
  id: IdentifierBatchId,
): Promise<z.input<typeof identifierBatch>> {
  const row = await findBatch(tx, id)
  if (!row) throw new Problem('identifier_batch_not_found')
  const items = await listItems(tx, id)
  return {
    id: row.id,
    libraryId: row.library_id,
    jobId: row.job_id,
    finishedAt: row.finished_at && toInstant(row.finished_at),
    items: items.map(({ given, identifier, outcome, problem, paper_id: paperId, title }) => {
      return { given, identifier, outcome, problem, paperId, title }
    }),
  }
}
