import type { z } from 'zod'
import type { CslItem, CslName } from '#contract/csl.ts'
import { displayName } from '#contract/csl.ts'
import {
  normaliseArxivId,
  normaliseDoi,
  normaliseIsbn,
  normaliseIssn,
  normalisePmcid,
  normalisePmid,
} from '#contract/identifiers.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { type RecordField, recordFields, withField } from '#contract/record-fields.ts'
import { lockLibrary } from '#features/accounts/server/accounts.ts'
import { recordAct } from '#features/history/server/history.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { emit } from '#platform/outbox/emit.ts'
import { type correctPaper as correctPaperEndpoint, paperCorrected } from '../contract.ts'
import { requirePaper } from './paper-detail.ts'
import { findSame, updateRecord } from './queries.ts'
import { columnsOf, type Origin } from './record.ts'
import { changesOfRecord } from './take-back-record.ts'

export type Correction = z.output<typeof correctPaperEndpoint.body>
type Typed = NonNullable<Correction['authors']>[number]

/** A name typed by hand. One that stands in the record already keeps its parts; others are not taken apart by guessing. */
function toName(typed: Typed, known: readonly CslName[]): CslName {
  if (typeof typed === 'string')
    return known.find((name) => displayName(name) === typed) ?? { literal: typed }
  const { family, given = '' } = typed
  const same = known.find((name) => name.family === family && (name.given ?? '') === given)
  return same ?? { family, ...(given === '' ? {} : { given }) }
}

/** The canonical form of an identifier typed by hand. @throws Problem bad_request naming the field */
function identifierOf(
  field: keyof Correction,
  given: string,
  normalise: (text: string) => string | undefined,
): string {
  const normal = normalise(given)
  if (normal === undefined) throw new Problem('bad_request', { where: field, given })
  return normal
}

/** Fields of one text each, with where they stand in the record. */
const plainFields = [
  ['originalTitle', 'original-title'],
  ['venue', 'container-title'],
  ['volume', 'volume'],
  ['issue', 'issue'],
  ['pages', 'page'],
  ['edition', 'edition'],
  ['publisher', 'publisher'],
  ['url', 'URL'],
  ['language', 'language'],
  ['abstract', 'abstract'],
] as const
const identifierFields = [
  ['doi', 'DOI', normaliseDoi],
  ['pmid', 'PMID', normalisePmid],
  ['pmcid', 'PMCID', normalisePmcid],
  ['isbn', 'ISBN', normaliseIsbn],
  ['issn', 'ISSN', normaliseIssn],
] as const

/** What each corrected field puts into the record; nothing for one that is emptied. */
function partsOf(csl: CslItem, correction: Correction): Map<RecordField, Partial<CslItem>> {
  const { type, title, authors, editors, arxivId } = correction
  const parts = new Map<RecordField, Partial<CslItem>>()
  if (type !== undefined) parts.set('type', { type })
  if (title !== undefined) parts.set('title', { title })
  if (authors !== undefined) parts.set('authors', namesPart('author', authors, csl))
  if (editors !== undefined) parts.set('editors', namesPart('editor', editors, csl))
  const issued = issuedOf(correction)
  if (issued !== undefined) parts.set('year', issued)
  for (const [field, member] of plainFields) {
    const value = correction[field]
    if (value !== undefined) parts.set(field, value ? { [member]: value } : {})
  }
  for (const [field, member, normalise] of identifierFields) {
    const value = correction[field]
    if (value !== undefined)
      parts.set(field, value ? { [member]: identifierOf(field, value, normalise) } : {})
  }
  if (arxivId !== undefined) parts.set('arxivId', arxivId ? arxivPart(arxivId) : {})
  return parts
}

function namesPart(member: 'author' | 'editor', typed: readonly Typed[], csl: CslItem): Partial<CslItem> {
  return { [member]: typed.map((name) => toName(name, csl[member] ?? [])) }
}

function arxivPart(given: string): Partial<CslItem> {
  const id = identifierOf('arxivId', given, (text) => normaliseArxivId(text)?.id)
  return { archive: 'arXiv', archive_location: id }
}

function issuedOf({ year, date }: Correction): Partial<CslItem> | undefined {
  if (date) return { issued: { 'date-parts': [date.split('-').map(Number)] } }
  if (year) return { issued: { 'date-parts': [[year]] } }
  return date === null || year === null ? {} : undefined
}

/** A field that a person handed back; the next who knows it may say what stands there. */
const released: Origin = { source: 'released', confidence: 0 }
const byHand: Origin = { source: 'person', confidence: 1 }

/**
 * Corrects a record by hand; a field corrected so is never overwritten by what a reader or a source says later, until it is
 * handed back.
 * @throws Problem paper_not_found | paper_exists (another paper of the library has this DOI) | paper_changed (it is not the version seen) | bad_request | library_read_only
 */
export async function correctPaper(tx: UserTx, id: PaperId, correction: Correction): Promise<void> {
  const libraryId = (await requirePaper(tx, id)).libraryId as LibraryId
  await lockLibrary(tx, libraryId)
  // Read under the lock: whoever held it may have changed the record.
  const paper = await requirePaper(tx, id)
  if (correction.version !== undefined && correction.version !== paper.version)
    throw new Problem('paper_changed', { version: paper.version })
  const parts = partsOf(paper.csl, correction)
  const csl = [...parts].reduce((item, [field, part]) => withField(item, field, part), paper.csl)
  const columns = columnsOf(csl)
  if (columns.doi && columns.doi !== paper.doi) {
    const other = await findSame(tx, libraryId, { doi: columns.doi })
    if (other && other.id !== id) throw new Problem('paper_exists', { paperId: other.id })
  }
  const origins = { ...paper.origins }
  for (const field of parts.keys()) origins[field] = byHand
  // Written and handed back at once: a person takes back what they wrote over the machine's word.
  for (const field of correction.release ?? []) origins[field] = released
  await updateRecord(tx, id, { ...columns, origins: JSON.stringify(origins) })
  await recordAct(tx, { libraryId, kind: 'corrected', changes: changesOfRecord(id, paper, { csl, origins }) })
  await emit(tx, paperCorrected, { paperId: id, libraryId })
  announce(tx, { libraryId }, [{ topic: 'papers' }, { topic: 'paper', id }])
}

export type Resolved = {
  readonly csl: CslItem
  readonly origins: Readonly<Record<string, Origin>>
}

/**
 * Puts in what the sources say of a paper, as it was resolved. A DOI that another paper of the library has is left out.
 * @returns the fields that changed, and the paper that has the DOI
 */
export async function replaceRecord(
  tx: UserTx,
  id: PaperId,
  { csl: given, origins: givenOrigins }: Resolved,
): Promise<{ changed: RecordField[]; doiOfPaper?: string }> {
  const paper = await requirePaper(tx, id)
  const libraryId = paper.libraryId as LibraryId
  let csl = given
  let origins: Readonly<Record<string, Origin>> = givenOrigins
  let doiOfPaper: string | undefined
  const { doi } = columnsOf(csl)
  if (doi !== null && doi !== paper.doi) {
    const other = await findSame(tx, libraryId, { doi })
    if (other && other.id !== id) {
      doiOfPaper = other.id
      csl = withField(csl, 'doi', paper.csl.DOI === undefined ? {} : { DOI: paper.csl.DOI })
      const { doi: _, ...others } = origins
      origins = paper.origins.doi === undefined ? others : { ...others, doi: paper.origins.doi }
    }
  }
  const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
  const changed = recordFields.filter((field) => !isSame(origins[field], paper.origins[field]))
  if (changed.length > 0 || !isSame(csl, paper.csl)) {
    await updateRecord(tx, id, { ...columnsOf(csl), origins: JSON.stringify(origins) })
    announce(tx, { libraryId }, [{ topic: 'papers' }, { topic: 'paper', id }])
  }
  return { changed, ...(doiOfPaper === undefined ? {} : { doiOfPaper }) }
}
