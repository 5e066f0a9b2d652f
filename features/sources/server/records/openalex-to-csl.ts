import { z } from 'zod'
import type { CslType } from '#contract/csl.ts'
import { toCslDate } from '#contract/csl-date.ts'
import { findArxivIds } from '#contract/identifiers.ts'
import { addressOf } from './crossref-to-csl.ts'
import { fields, isRecord, listOf, type MappedRecord, pagesOf, personNamed, text } from './mapped-record.ts'

/** Types of OpenAlex works, of today and of before 2024 (https://docs.openalex.org/api-entities/works/work-object). */
const types: Readonly<Record<string, CslType>> = {
  article: 'article-journal',
  book: 'book',
  'book-chapter': 'chapter',
  dataset: 'dataset',
  dissertation: 'thesis',
  editorial: 'article-journal',
  erratum: 'article-journal',
  letter: 'article-journal',
  'peer-review': 'review',
  preprint: 'article',
  'reference-entry': 'entry',
  report: 'report',
  retraction: 'article-journal',
  review: 'article-journal',
  software: 'software',
  standard: 'standard',
}

// An abstract has about 250 words; a record with more than this many is no abstract.
const abstractWordsMax = 20_000

const source = fields({
  display_name: text,
  issn_l: text,
  host_organization_name: text,
  type: text,
})

const openAlexWork = fields({
  id: text,
  doi: text,
  title: text,
  display_name: text,
  type: text,
  type_crossref: text,
  publication_date: text,
  publication_year: text,
  language: text,
  ids: fields({ pmid: text, pmcid: text }),
  primary_location: fields({ landing_page_url: text, source }),
  authorships: listOf(fields({ raw_author_name: text, author: fields({ display_name: text }) })),
  biblio: fields({ volume: text, issue: text, first_page: text, last_page: text }),
  keywords: listOf(fields({ display_name: text, keyword: text })),
  abstract_inverted_index: z
    .record(z.string(), z.array(z.int().min(0)))
    .optional()
    .catch(undefined),
})
type OpenAlexWork = z.infer<typeof openAlexWork>

/** Maps a work of OpenAlex to CSL, its abstract put together again from the places of its words. */
export function openAlexToCsl(record: unknown): MappedRecord | undefined {
  if (!isRecord(record)) return undefined
  const work = openAlexWork.parse(record)
  const title = work.title ?? work.display_name
  if (title === undefined && work.doi === undefined) return undefined
  const { biblio } = work
  const draft = {
    type: typeOf(work),
    title,
    author: work.authorships
      .map(({ author, raw_author_name: printed }) => author.display_name ?? printed)
      .map((name) => (name === undefined ? undefined : personNamed(name)))
      .filter((name) => name !== undefined),
    issued: toCslDate(work.publication_date ?? work.publication_year ?? ''),
    ...containerOf(work),
    volume: biblio.volume,
    issue: biblio.issue,
    page: pagesOf(biblio.first_page, biblio.last_page),
    DOI: work.doi,
    PMID: /\d+$/.exec(work.ids.pmid ?? '')?.[0],
    PMCID: pmcidOf(work.ids.pmcid),
    URL: addressOf(work.primary_location.landing_page_url),
    language: work.language,
    abstract: abstractOf(work.abstract_inverted_index),
  }
  const keywords = work.keywords.map((each) => each.display_name ?? each.keyword)
  return { draft, keywords: keywords.filter((keyword) => keyword !== undefined) }
}

function pmcidOf(address: string | undefined): string | undefined {
  const number = /(?:PMC)?(\d+)\/?$/i.exec(address ?? '')?.[1]
  return number === undefined ? undefined : `PMC${number}`
}

function typeOf(work: OpenAlexWork): CslType {
  const place = work.primary_location.source.type
  if (work.type === 'preprint') return 'article'
  if (work.type_crossref === 'proceedings-article' || place === 'conference') return 'paper-conference'
  const type = types[work.type ?? ''] ?? 'document'
  return type === 'article-journal' && place === 'repository' ? 'article' : type
}

/** A repository or a platform of e-books only keeps the work; what it appeared in is a journal, a book or a conference. */
function containerOf(work: OpenAlexWork): Record<string, string | undefined> {
  const { source: place, landing_page_url: address } = work.primary_location
  const arxiv = findArxivIds(`${address ?? ''} ${work.doi ?? ''}`)[0]
  if (place.type === 'repository' && arxiv !== undefined) {
    return { publisher: 'arXiv', number: `arXiv:${arxiv.id}`, archive: 'arXiv', archive_location: arxiv.id }
  }
  const publisher = place.host_organization_name
  if (place.type === 'repository' || place.type === 'ebook platform') {
    return { publisher: publisher ?? place.display_name }
  }
  return { 'container-title': place.display_name, ISSN: place.issn_l, publisher }
}

function abstractOf(index: Readonly<Record<string, readonly number[]>> | undefined): string | undefined {
  const words = Object.entries(index ?? {}).flatMap(([word, places]) =>
    places.map((place): [number, string] => [place, word]),
  )
  if (words.length === 0 || words.length > abstractWordsMax) return undefined
  return words
    .toSorted(([one], [other]) => one - other)
    .map(([, word]) => word)
    .join(' ')
}
