import type { Identifier } from '#contract/identifiers.ts'
import { parseIdentifier } from '#contract/identifiers.ts'
import type { IdentifierBatchId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { addPaper, findByIdentifier, requirePaper, setIntegrity } from '#features/papers/server/papers.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import type { JobContext, JobHandler } from '#platform/queue/job.ts'
import { SourceFailure } from './asking/source-failure.ts'
import { findRecord, type SourcedRecord } from './find-records.ts'
import type { addIdentifiersJob } from './jobs.ts'
import { findBatch, finishBatch, listItems, type Settlement, settleItem } from './paper-queries.ts'
import { gravestOf } from './resolve/resolve-record.ts'
import { keepRecord } from './resolve-paper.ts'

type Batch = { readonly id: IdentifierBatchId; readonly libraryId: LibraryId; readonly userId: UserId }

/**
 * Adds the works of a list one after the other; each is settled in the transaction that adds it, so that a repeat goes on
 * where the one before stopped. One that cannot be found is settled with its reason, and the others go on.
 */
export const addIdentifiers: JobHandler<typeof addIdentifiersJob.payload> = async ({ batchId }, context) => {
  const found = await context.asUser(async (tx) => {
    const row = await findBatch(tx, batchId)
    return row && { row, items: await listItems(tx, batchId) }
  })
  if (!found || found.row.finished_at !== null) return context.note({ skipped: true })
  const batch: Batch = {
    id: batchId,
    libraryId: found.row.library_id as LibraryId,
    userId: found.row.user_id as UserId,
  }
  for (const [index, { outcome, given, position }] of found.items.entries()) {
    context.signal.throwIfAborted()
    context.progress('asking_sources', (100 * index) / found.items.length)
    const identifier = parseIdentifier(given)
    if (outcome === 'waiting' && identifier !== undefined)
      await addOne(context, batch, { position, identifier })
  }
  await context.asUser(async (tx) => {
    await finishBatch(tx, batchId, context.house.clock.now())
    announce(tx, { userIds: [batch.userId] }, [{ topic: 'identifiers', id: batchId }])
  })
}

type Item = { readonly position: number; readonly identifier: Identifier }

async function addOne(context: JobContext, batch: Batch, { position, identifier }: Item): Promise<void> {
  const place = { batchId: batch.id, position }
  const settle = async (tx: UserTx, settlement: Settlement) => {
    await settleItem(tx, place, settlement)
    announce(tx, { userIds: [batch.userId] }, [{ topic: 'identifiers', id: batch.id }])
  }
  const known = await context.asUser(async (tx) => {
    const settlement = await findKnown(tx, batch.libraryId, identifier)
    if (settlement) await settle(tx, settlement)
    return settlement
  })
  if (known) return
  const record = await findOrRefuse(context, identifier)
  await context.asUser(async (tx) => {
    await settle(tx, typeof record === 'string' ? refused(record) : await add(tx, batch, record))
  })
}

function refused(problem: string): Settlement {
  return { outcome: 'refused', problem, paper_id: null, title: null }
}

/** A work the library has already costs no question. */
async function findKnown(
  tx: UserTx,
  libraryId: LibraryId,
  { kind, value }: Identifier,
): Promise<Settlement | undefined> {
  const columns = { doi: 'doi', arxiv: 'arxiv_id', pmid: 'pmid', pmcid: 'pmcid', isbn: 'isbn' } as const
  const by = kind === 'openalex' || kind === 'kci' ? undefined : { [columns[kind]]: value }
  const paperId = by && (await findByIdentifier(tx, libraryId, by))
  return paperId && (await alreadyThere(tx, paperId))
}

async function alreadyThere(tx: UserTx, paperId: PaperId): Promise<Settlement> {
  const { title } = await requirePaper(tx, paperId)
  return { outcome: 'already_there', problem: null, paper_id: paperId, title }
}

async function findOrRefuse(
  { house, signal }: JobContext,
  identifier: Identifier,
): Promise<SourcedRecord | string> {
  try {
    return await findRecord(house, identifier, { signal })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof SourceFailure) return error.problem
    if (error instanceof Problem) return error.code
    throw error
  }
}

async function add(tx: UserTx, { libraryId, userId }: Batch, record: SourcedRecord): Promise<Settlement> {
  const { csl, source } = record
  const added = await addPaper(tx, { libraryId, csl, origin: { source, confidence: 1 }, addedBy: userId })
  if (added.outcome === 'already_there') return await alreadyThere(tx, added.paperId)
  const place = { paperId: added.paperId, libraryId }
  await keepRecord(tx, place, record, { verdict: 'trusted', reason: null, confidence: 1 })
  await setIntegrity(tx, { id: added.paperId, libraryId }, gravestOf(record.facts.notices))
  return { outcome: 'added', problem: null, paper_id: added.paperId, title: csl.title ?? null }
}
