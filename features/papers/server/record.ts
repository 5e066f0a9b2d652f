import { type CslItem, displayAuthors, yearOf } from '#contract/csl.ts'
import {
  normaliseArxivId,
  normaliseDoi,
  normaliseIsbn,
  normalisePmcid,
  normalisePmid,
} from '#contract/identifiers.ts'
import { hasField, recordFields } from '#contract/record-fields.ts'
import { storable } from '#platform/queue/storable.ts'
import { likenessOf } from './likeness.ts'

/** How sure we are of a field, and where it came from. */
export type Origin = {
  readonly source: string
  readonly confidence: number
  /** A person chose this source's value among others: it stays. */
  readonly chosen?: boolean | undefined
}

/** A whole book, or what is bound like one: its ISBN is its own. That of a chapter or a paper is of the book around it. */
const boundTypes: readonly string[] = ['book', 'collection', 'classic', 'map', 'musical_score']

const canonical = (text: string | undefined, normalise: (text: string) => string | undefined) =>
  text ? (normalise(text) ?? null) : null

/** The id of arXiv, also when only the DOI that arXiv registers for it is known. */
function arxivIdOf(item: CslItem): string | null {
  const written =
    typeof item.number === 'string' && item.archive === 'arXiv' ? item.number : item.archive_location
  const fromDoi = /10\.48550\/arxiv\./i.test(item.DOI ?? '') ? item.DOI : undefined
  const arxiv = (text: string) => normaliseArxivId(text)?.id
  return canonical(written, arxiv) ?? canonical(fromDoi, arxiv)
}

/** The columns that stand beside the stored record, derived from it: lists, filters and keys need them. */
export function columnsOf(given: CslItem) {
  const item = storable(given)
  const venue = item['container-title'] ?? null
  return {
    csl: JSON.stringify(item),
    title: item.title ?? '',
    authors: displayAuthors(item),
    year: yearOf(item) ?? null,
    venue: typeof venue === 'string' ? venue : null,
    abstract: item.abstract ?? null,
    doi: canonical(item.DOI, normaliseDoi),
    arxiv_id: arxivIdOf(item),
    pmid: canonical(item.PMID, normalisePmid),
    pmcid: canonical(item.PMCID, normalisePmcid),
    isbn: boundTypes.includes(item.type) ? canonical(item.ISBN, normaliseIsbn) : null,
    likeness: likenessOf(item),
  }
}

/** The same origin for every field that the record has. */
export function originsOf(item: CslItem, origin: Origin): Record<string, Origin> {
  return Object.fromEntries(
    recordFields.filter((field) => hasField(item, field)).map((field) => [field, origin]),
  )
}
