import { z } from 'zod'
import { cslItem } from '#contract/csl.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import type { RecordField } from '#contract/record-fields.ts'
import { toInstant } from '#contract/time.ts'
import { replaceRecord, requirePaper, setIntegrity } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { storable } from '#platform/queue/storable.ts'
import { type PaperSource, paperSource, sourceFacts } from '../contract.ts'
import type { SourcedRecord } from './find-records.ts'
import { listPaperSourceRows, putPaperSource } from './paper-queries.ts'
import { gravestOf, resolveRecord } from './resolve/resolve-record.ts'

type Place = { readonly paperId: PaperId; readonly libraryId: LibraryId }

/** Keeps what a source says of a paper. */
export async function keepRecord(
  tx: UserTx,
  { paperId, libraryId }: Place,
  record: SourcedRecord,
  trust: Pick<PaperSource, 'verdict' | 'reason' | 'confidence'>,
): Promise<void> {
  await putPaperSource(tx, {
    library_id: libraryId,
    paper_id: paperId,
    source: record.source,
    key: record.key,
    ...trust,
    csl: JSON.stringify(storable(record.csl)),
    facts: JSON.stringify(storable(record.facts)),
    fetched_at: record.fetchedAt,
  })
}

/** What the sources said of a paper, as it was kept. */
export async function readPaperSources(tx: UserTx, paperId: PaperId): Promise<PaperSource[]> {
  const rows = await listPaperSourceRows(tx, paperId)
  return z.array(paperSource).parse(
    rows.map(({ fetched_at: fetchedAt, csl, facts, ...row }) => ({
      ...row,
      csl: cslItem.parse(csl),
      facts: sourceFacts.parse(facts),
      fetchedAt: toInstant(fetchedAt),
    })),
  )
}

/**
 * Makes one record of what stands and what the sources said, without asking anybody.
 * @returns the fields that changed
 * @throws Problem paper_not_found
 */
export async function resolvePaper(tx: UserTx, paperId: PaperId): Promise<RecordField[]> {
  const { csl, origins, libraryId } = await requirePaper(tx, paperId)
  const trusted = (await readPaperSources(tx, paperId)).filter(({ verdict }) => verdict === 'trusted')
  const { changed } = await replaceRecord(tx, paperId, resolveRecord({ csl, origins }, trusted))
  const notices = trusted.flatMap(({ facts }) => facts.notices)
  await setIntegrity(tx, { id: paperId, libraryId }, gravestOf(notices))
  return changed
}
