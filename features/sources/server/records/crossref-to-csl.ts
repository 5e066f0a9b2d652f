import { z } from 'zod'
import type { CslDate, CslName, CslType } from '#contract/csl.ts'
import {
  fields,
  isRecord,
  listOf,
  type MappedRecord,
  nameOf,
  text,
  texts,
  wholeTitle,
} from './mapped-record.ts'

/** Types of Crossref's REST API (https://api.crossref.org/types). */
const types: Readonly<Record<string, CslType>> = {
  'book-chapter': 'chapter',
  'book-part': 'chapter',
  'book-section': 'chapter',
  'book-track': 'chapter',
  'book-series': 'book',
  'book-set': 'book',
  book: 'book',
  component: 'document',
  database: 'dataset',
  dataset: 'dataset',
  dissertation: 'thesis',
  'edited-book': 'book',
  grant: 'document',
  journal: 'periodical',
  'journal-article': 'article-journal',
  'journal-issue': 'periodical',
  'journal-volume': 'periodical',
  monograph: 'book',
  other: 'document',
  'peer-review': 'review',
  'posted-content': 'article',
  proceedings: 'book',
  'proceedings-article': 'paper-conference',
  'proceedings-series': 'book',
  'reference-book': 'book',
  'reference-entry': 'entry',
  report: 'report',
  'report-component': 'report',
  'report-series': 'report',
  standard: 'standard',
}

const person = fields({ family: text, given: text, name: text, literal: text, suffix: text }).transform(
  ({ family, given, name, literal, suffix }): CslName | undefined => {
    const known = nameOf(family, given, name ?? literal)
    return known?.family === undefined || suffix === undefined ? known : { ...known, suffix }
  },
)
const people = listOf(person).transform((names) => names.filter((name) => name !== undefined))

const date = z
  .object({ 'date-parts': z.array(z.array(z.int()).min(1).max(3)).min(1).max(2) })
  .transform((value): CslDate => value)
  .optional()
  .catch(undefined)

const crossrefWork = fields({
  type: text,
  subtype: text,
  title: texts,
  subtitle: texts,
  'original-title': texts,
  'container-title': texts,
  'short-container-title': texts,
  author: people,
  editor: people,
  translator: people,
  issued: date,
  published: date,
  'published-print': date,
  'published-online': date,
  posted: date,
  volume: text,
  issue: text,
  page: text,
  'article-number': text,
  'edition-number': text,
  DOI: text,
  ISSN: texts,
  ISBN: texts,
  abstract: text,
  language: text,
  publisher: text,
  'publisher-location': text,
  degree: texts,
  institution: listOf(fields({ name: text })),
  'group-title': text,
  event: fields({ name: text, location: text }),
  resource: fields({ primary: fields({ URL: text }) }),
})
type CrossrefWork = z.infer<typeof crossrefWork>

/**
 * Maps a work of Crossref's REST API (the `message` of `GET /v1/works/{doi}`, a member of `items`) to CSL. Its
 * `subject`s describe the journal, not the work, and are no keywords.
 */
export function crossrefToCsl(record: unknown): MappedRecord | undefined {
  if (!isRecord(record)) return undefined
  const work = crossrefWork.parse(record)
  if (work.DOI === undefined && work.title.length === 0) return undefined
  const type = types[work.type ?? ''] ?? 'document'
  const draft = {
    // A record of content negotiation has the types of CSL already; `parseCslItem` knows both.
    type: types[work.type ?? ''] === undefined ? work.type : type,
    title: wholeTitle(work.title[0], work.subtitle[0]),
    'original-title': work['original-title'][0],
    ...containersOf(work, type),
    author: work.author,
    editor: work.editor,
    translator: work.translator,
    issued:
      work.issued ?? work.published ?? work['published-print'] ?? work['published-online'] ?? work.posted,
    volume: work.volume,
    issue: work.issue,
    page: work.page?.replaceAll(/\s*[–—-]\s*/g, '-') ?? work['article-number'],
    edition: work['edition-number'],
    DOI: work.DOI,
    ISSN: work.ISSN[0],
    ISBN: work.ISBN[0]?.replace(/^.*\/isbn\//i, ''),
    URL: addressOf(work.resource.primary.URL),
    abstract: withoutHeading(work.abstract),
    language: work.language,
    'event-title': work.event.name,
    'event-place': work.event.location,
    ...publisherOf(work, type),
  }
  return { draft, keywords: [] }
}

/** A chapter or a conference paper names the series before the book. */
function containersOf(work: CrossrefWork, type: CslType): Record<string, string | undefined> {
  const [first, second] = work['container-title']
  const isPart = type === 'chapter' || type === 'paper-conference'
  const short = work['short-container-title'][0]
  return {
    'container-title': isPart ? (second ?? first) : first,
    'collection-title': isPart && second !== undefined ? first : undefined,
    'container-title-short': short === first || (isPart && second !== undefined) ? undefined : short,
  }
}

function publisherOf(work: CrossrefWork, type: CslType): Record<string, string | undefined> {
  const place = work['publisher-location']
  const institution = work.institution[0]?.name
  if (type === 'thesis')
    return { publisher: institution ?? work.publisher, genre: work.degree[0], 'publisher-place': place }
  // A preprint server is the institution; its group is the server at OSF and a subject at bioRxiv.
  if (type === 'article') return { publisher: institution ?? work.publisher, genre: work.subtype }
  return { publisher: work.publisher, 'publisher-place': place }
}

/** The page of the work; the address of a DOI says nothing that the DOI does not. */
export function addressOf(address: string | undefined): string | undefined {
  return address === undefined || /^https?:\/\/(?:dx\.)?doi\.org\//i.test(address) ? undefined : address
}

/** JATS puts the word "Abstract" over an abstract. */
function withoutHeading(abstract: string | undefined): string | undefined {
  return abstract?.replace(
    /^\s*(?:<(?:jats:)?sec>\s*)?<(?:jats:)?title>\s*(?:abstract|summary|초록|요약)\s*<\/(?:jats:)?title>/i,
    '',
  )
}
