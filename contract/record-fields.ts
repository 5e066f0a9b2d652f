import { z } from 'zod'
import type { CslItem } from './csl.ts'
import { normaliseArxivId } from './identifiers.ts'

/** The fields of a record whose origin is kept and shown, in the order they are shown. */
export const recordFields = [
  'type',
  'title',
  'originalTitle',
  'authors',
  'editors',
  'year',
  'venue',
  'volume',
  'issue',
  'pages',
  'edition',
  'publisher',
  'doi',
  'arxivId',
  'pmid',
  'pmcid',
  'isbn',
  'issn',
  'url',
  'language',
  'abstract',
] as const
export const recordField = z.enum(recordFields)
export type RecordField = z.infer<typeof recordField>

/** Where each field stands in a stored record; the first name decides whether it is there. */
const membersOf: Readonly<Record<RecordField, readonly (keyof CslItem & string)[]>> = {
  type: ['type'],
  title: ['title', 'title-short'],
  originalTitle: ['original-title'],
  authors: ['author'],
  editors: ['editor'],
  year: ['issued'],
  venue: ['container-title', 'container-title-short'],
  volume: ['volume'],
  issue: ['issue'],
  pages: ['page'],
  edition: ['edition'],
  publisher: ['publisher', 'publisher-place'],
  doi: ['DOI'],
  arxivId: ['archive_location', 'archive', 'number'],
  pmid: ['PMID'],
  pmcid: ['PMCID'],
  isbn: ['ISBN'],
  issn: ['ISSN'],
  url: ['URL'],
  language: ['language'],
  abstract: ['abstract'],
}

/** The parts of a record that make up one field; empty when the record does not have it. */
export function fieldOf(item: CslItem, field: RecordField): Partial<CslItem> {
  const members = membersOf[field]
  const [first] = members
  if (first === undefined || isEmpty(item[first])) return {}
  if (field === 'arxivId' && arxivIdOf(item) === undefined) return {}
  return Object.fromEntries(members.filter((name) => !isEmpty(item[name])).map((name) => [name, item[name]]))
}

export function hasField(item: CslItem, field: RecordField): boolean {
  return Object.keys(fieldOf(item, field)).length > 0
}

/** The record with one field taken from another, or without it when the other has none. */
export function withField(item: CslItem, field: RecordField, from: Partial<CslItem>): CslItem {
  const changed: CslItem = { ...item }
  const wasArxiv = field !== 'arxivId' || arxivIdOf(item) !== undefined
  // `archive` and `number` are only arXiv's when they name arXiv.
  for (const name of membersOf[field]) if (wasArxiv && name !== 'type') delete changed[name]
  return { ...changed, ...from }
}

/** The arXiv id of a record, wherever it keeps it. */
export function arxivIdOf(item: CslItem): string | undefined {
  const given =
    typeof item.number === 'string' && item.archive === 'arXiv' ? item.number : item.archive_location
  return given === undefined ? undefined : normaliseArxivId(given)?.id
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
