import type { LibraryId, PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { fieldOf, hasField, type RecordField, withField } from '#contract/record-fields.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { correctPaper, replaceRecord, requirePaper } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { SourceName } from '../contract.ts'
import { readPaperSources, resolvePaper } from './resolve-paper.ts'

/** A paper the asking person may change. @throws Problem paper_not_found | library_not_found | library_read_only */
export async function requireEditablePaper(tx: UserTx, paperId: PaperId) {
  const paper = await requirePaper(tx, paperId)
  const libraryId = await requireEditableLibrary(tx, paper.libraryId as LibraryId)
  return { ...paper, libraryId }
}

/**
 * Takes one field from one source and keeps it, whatever the order of sources says.
 * @throws Problem source_value_missing | paper_exists
 */
export async function chooseField(
  tx: UserTx,
  paperId: PaperId,
  { field, source }: { readonly field: RecordField; readonly source: SourceName },
): Promise<void> {
  const paper = await requireEditablePaper(tx, paperId)
  const said = (await readPaperSources(tx, paperId)).find(
    (each) => each.source === source && each.verdict === 'trusted',
  )
  if (said === undefined || !hasField(said.csl, field))
    throw new Problem('source_value_missing', { field, source })
  const csl = withField(paper.csl, field, fieldOf(said.csl, field))
  const origins = { ...paper.origins, [field]: { source, confidence: said.confidence, chosen: true } }
  const { doiOfPaper } = await replaceRecord(tx, paperId, { csl, origins })
  if (doiOfPaper !== undefined) throw new Problem('paper_exists', { paperId: doiOfPaper })
}

/** Hands a field back to the sources, and takes what they said of it at once. */
export async function releaseField(tx: UserTx, paperId: PaperId, field: RecordField): Promise<void> {
  await requireEditablePaper(tx, paperId)
  await correctPaper(tx, paperId, { release: [field] })
  await resolvePaper(tx, paperId)
}
