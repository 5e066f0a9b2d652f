import { type CslItem, displayAuthors, yearOf } from '#contract/csl.ts'
import { normaliseArxivId, normaliseDoi } from '#contract/identifiers.ts'
import { storable } from '#platform/queue/storable.ts'
import { likenessOf } from './likeness.ts'

/** How sure we are of a field, and where it came from. */
export type Origin = { readonly source: string; readonly confidence: number }

/** The fields whose origin is kept and shown. */
export const recordFields = ['title', 'authors', 'year', 'venue', 'abstract', 'doi', 'arxivId'] as const
export type RecordField = (typeof recordFields)[number]

/** The columns that stand beside the stored record, derived from it: lists, filters and keys need them. */
export function columnsOf(given: CslItem) {
  const item = storable(given)
  const venue = item['container-title'] ?? null
  const arxiv =
    typeof item.number === 'string' && item.archive === 'arXiv' ? item.number : item.archive_location
  return {
    csl: JSON.stringify(item),
    title: item.title ?? '',
    authors: displayAuthors(item),
    year: yearOf(item) ?? null,
    venue: typeof venue === 'string' ? venue : null,
    abstract: item.abstract ?? null,
    doi: item.DOI ? (normaliseDoi(item.DOI) ?? null) : null,
    arxiv_id: arxiv ? (normaliseArxivId(arxiv)?.id ?? null) : null,
    likeness: likenessOf(item),
  }
}

/** The same origin for every field that the record has. */
export function originsOf(item: CslItem, origin: Origin): Record<string, Origin> {
  const columns = columnsOf(item)
  const present: Record<RecordField, boolean> = {
    title: columns.title !== '',
    authors: columns.authors.length > 0,
    year: columns.year !== null,
    venue: columns.venue !== null,
    abstract: columns.abstract !== null,
    doi: columns.doi !== null,
    arxivId: columns.arxiv_id !== null,
  }
  return Object.fromEntries(recordFields.filter((field) => present[field]).map((field) => [field, origin]))
}
