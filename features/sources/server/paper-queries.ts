import { sql } from 'kysely'
import type { IdentifierBatchId, JobId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { SourceName } from '../contract.ts'

export type PaperSourceRow = {
  readonly library_id: string
  readonly paper_id: PaperId
  readonly source: SourceName
  readonly key: string
  readonly verdict: 'trusted' | 'set_aside'
  readonly reason: 'title_differs' | 'unknown_identifier' | null
  readonly confidence: number
  readonly csl: string
  readonly facts: string
  readonly fetched_at: Date
}

/** Keeps what a source says of a paper; what it said before gives way. */
export async function putPaperSource(tx: UserTx, row: PaperSourceRow): Promise<void> {
  await tx
    .insertInto('paper_sources')
    .values(row)
    .onConflict((conflict) => conflict.columns(['paper_id', 'source', 'verdict']).doUpdateSet(row))
    .execute()
}

/**
 * Takes away what was set aside, and what sources said of identifiers the paper no longer has.
 * @param keys of the identifiers it has, `doi:…`
 */
export async function deleteStaleSources(
  tx: UserTx,
  paperId: PaperId,
  keys: readonly string[],
): Promise<void> {
  await sql`delete from paper_sources
    where paper_id = ${paperId}
      and (verdict = 'set_aside'
           or (key ~* '^(doi|arxiv|pmid):' and lower(key) <> all (${[...keys]}::text[])))`.execute(tx)
}

export async function listPaperSourceRows(tx: UserTx, paperId: PaperId) {
  return await tx
    .selectFrom('paper_sources')
    .select(['source', 'key', 'verdict', 'reason', 'confidence', 'csl', 'facts', 'fetched_at'])
    .where('paper_id', '=', paperId)
    .orderBy('source')
    .execute()
}

export async function insertBatch(
  tx: UserTx,
  row: { readonly library_id: LibraryId; readonly user_id: UserId },
): Promise<IdentifierBatchId> {
  const { id } = await tx
    .insertInto('identifier_batches')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id as IdentifierBatchId
}

export type NewItem = {
  readonly library_id: LibraryId
  readonly batch_id: IdentifierBatchId
  readonly position: number
  readonly user_id: UserId
  readonly given: string
  readonly identifier: string | null
  readonly outcome: 'waiting' | 'refused'
  readonly problem: string | null
}

export async function insertItems(tx: UserTx, rows: readonly NewItem[]): Promise<void> {
  await tx
    .insertInto('identifier_items')
    .values([...rows])
    .execute()
}

export async function setBatchJob(tx: UserTx, id: IdentifierBatchId, jobId: JobId): Promise<void> {
  await tx.updateTable('identifier_batches').set({ job_id: jobId }).where('id', '=', id).execute()
}

export async function finishBatch(tx: UserTx, id: IdentifierBatchId, at: Date): Promise<void> {
  await tx.updateTable('identifier_batches').set({ finished_at: at }).where('id', '=', id).execute()
}

export async function findBatch(tx: UserTx, id: IdentifierBatchId) {
  return await tx
    .selectFrom('identifier_batches')
    .select(['id', 'library_id', 'user_id', 'job_id', 'finished_at'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function listItems(tx: UserTx, id: IdentifierBatchId) {
  return await tx
    .selectFrom('identifier_items')
    .select(['position', 'given', 'identifier', 'outcome', 'problem', 'paper_id', 'title'])
    .where('batch_id', '=', id)
    .orderBy('position')
    .execute()
}

export type Settlement = {
  readonly outcome: 'added' | 'already_there' | 'refused'
  readonly problem: string | null
  readonly paper_id: PaperId | null
  readonly title: string | null
}

export async function settleItem(
  tx: UserTx,
  place: { readonly batchId: IdentifierBatchId; readonly position: number },
  settlement: Settlement,
): Promise<void> {
  await tx
    .updateTable('identifier_items')
    .set(settlement)
    .where('batch_id', '=', place.batchId)
    .where('position', '=', place.position)
    .execute()
}
