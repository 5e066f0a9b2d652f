import { type CslItem, displayName } from '#contract/csl.ts'
import { csvCell } from '#platform/csv.ts'
import { dateWords } from './date-words.ts'
import type { ExportedPaper, Writer } from './exported.ts'

const columns: readonly (readonly [name: string, value: (paper: ExportedPaper) => string | undefined])[] = [
  ['key', ({ key }) => key],
  ['type', ({ csl }) => csl.type],
  ['title', ({ csl }) => csl.title],
  ['authors', ({ csl }) => people(csl)],
  ['year', ({ csl }) => csl.issued?.['date-parts']?.[0]?.[0]?.toString()],
  ['date', ({ csl }) => dateWords(csl.issued)],
  ['container', ({ csl }) => csl['container-title']],
  ['volume', ({ csl }) => csl.volume],
  ['issue', ({ csl }) => csl.issue],
  ['pages', ({ csl }) => csl.page],
  ['publisher', ({ csl }) => csl.publisher],
  ['doi', ({ csl }) => csl.DOI],
  ['url', ({ csl }) => csl.URL],
  ['isbn', ({ csl }) => csl.ISBN],
  ['issn', ({ csl }) => csl.ISSN],
  ['pmid', ({ csl }) => csl.PMID],
  ['archive', ({ csl }) => csl.archive],
  ['archive location', ({ csl }) => csl.archive_location],
  ['language', ({ csl }) => csl.language],
  ['tags', ({ tags }) => tags.join('; ')],
  ['abstract', ({ csl }) => csl.abstract],
  ['note', ({ csl }) => csl.note],
  ['added', ({ addedAt }) => addedAt.toISOString()],
]

/** CSV by RFC 4180, a header line first. */
export const csvWriter: Writer = {
  mediaType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  head: ({ bom }) => `${bom ? '\ufeff' : ''}${columns.map(([name]) => name).join(',')}\r\n`,
  paper: (paper) => `${columns.map(([, value]) => csvCell(value(paper) ?? '')).join(',')}\r\n`,
  between: '',
  tail: '',
}

function people(csl: CslItem): string {
  return (csl.author ?? csl.editor ?? []).map(displayName).join('; ')
}
