import type { z } from 'zod'
import type { CslItem, CslName } from '#contract/csl.ts'
import { displayName } from '#contract/csl.ts'
import { normaliseDoi } from '#contract/identifiers.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import type { correctPaper as correctPaperEndpoint } from '../contract.ts'
import { requirePaper } from './paper-detail.ts'
import { findSame, lockLibrary, updateRecord } from './queries.ts'
import { columnsOf, type Origin } from './record.ts'

export type Correction = z.output<typeof correctPaperEndpoint.body>

/** A name typed by hand. One that stands in the record already keeps its parts; others are not taken apart by guessing. */
function toName(typed: string, known: readonly CslName[]): CslName {
  return known.find((name) => displayName(name) === typed) ?? { literal: typed }
}

function corrected(csl: CslItem, correction: Correction): CslItem {
  const { title, authors, year, venue, doi, abstract } = correction
  const item: CslItem = { ...csl }
  if (title !== undefined) item.title = title
  if (authors !== undefined) item.author = authors.map((typed) => toName(typed, csl.author ?? []))
  if (year === null) delete item.issued
  else if (year !== undefined) item.issued = { 'date-parts': [[year]] }
  for (const [field, value] of [
    ['container-title', venue],
    ['abstract', abstract],
  ] as const) {
    if (value === null || value === '') delete item[field]
    else if (value !== undefined) item[field] = value
  }
  if (doi === null || doi === '') delete item.DOI
  else if (doi !== undefined) {
    const normal = normaliseDoi(doi)
    if (!normal) throw new Problem('bad_request', { where: 'doi', given: doi })
    item.DOI = normal
  }
  return item
}

/**
 * Corrects a record by hand; a field corrected so is never overwritten by what a reader or a source says later.
 * @throws Problem paper_not_found | paper_exists (another paper of the library has this DOI) | bad_request | library_read_only
 */
export async function correctPaper(tx: UserTx, id: PaperId, correction: Correction): Promise<void> {
  const paper = await requirePaper(tx, id)
  const libraryId = paper.libraryId as LibraryId
  await lockLibrary(tx, libraryId)
  const csl = corrected(paper.csl, correction)
  const columns = columnsOf(csl)
  if (columns.doi && columns.doi !== paper.doi) {
    const other = await findSame(tx, libraryId, { doi: columns.doi })
    if (other && other.id !== id) throw new Problem('paper_exists', { paperId: other.id })
  }
  const byHand: Origin = { source: 'person', confidence: 1 }
  const origins = {
    ...paper.origins,
    ...Object.fromEntries(Object.keys(correction).map((field) => [field, byHand])),
  }
  await updateRecord(tx, id, { ...columns, origins: JSON.stringify(origins) })
  announce(tx, { libraryId }, [{ topic: 'papers' }, { topic: 'paper', id }])
}
