import { cataloguePath } from '../contract.ts'
import type { Feed, Publication, Shelf } from './feed.ts'
import { element, type Markup, xmlDocument } from './write-xml.ts'

const kinds = {
  shelves: 'application/atom+xml;profile=opds-catalog;kind=navigation',
  papers: 'application/atom+xml;profile=opds-catalog;kind=acquisition',
} as const
export const searchDescriptionType = 'application/opensearchdescription+xml'

const base = `${cataloguePath}/1.2`
const at = (path: string) => (path === '' ? base : `${base}/${path}`)

const link = (rel: string, href: string, type: string, more: { title?: string; length?: number } = {}) =>
  element('link', { rel, href, type, ...more })

function shelfEntry({ path, title, summary, holds, count }: Shelf, updatedAt: string): Markup {
  const rel = path === 'new' ? 'http://opds-spec.org/sort/new' : 'subsection'
  return element(
    'entry',
    {},
    element('title', {}, title),
    element('id', {}, `urn:seogo:opds:${path}`),
    element('updated', {}, updatedAt),
    element('content', { type: 'text' }, summary ?? (count === undefined ? title : `${title} (${count})`)),
    element('link', { rel, href: at(path), type: kinds[holds], 'thr:count': count }),
  )
}

function paperEntry(paper: Publication): Markup {
  const { id, title, authors, updatedAt, year, venue, doi, abstract, tags, files, coverFileId } = paper
  const cover = coverFileId === null ? undefined : `${cataloguePath}/covers/${coverFileId}`
  return element(
    'entry',
    {},
    element('title', {}, title),
    element('id', {}, `urn:uuid:${id}`),
    element('updated', {}, updatedAt),
    ...authors.map((name) => element('author', {}, element('name', {}, name))),
    year === null ? undefined : element('dc:issued', {}, String(year).padStart(4, '0')),
    venue === null ? undefined : element('dc:publisher', {}, venue),
    doi === null ? undefined : element('dc:identifier', {}, `https://doi.org/${doi}`),
    ...tags.map((term) => element('category', { term, label: term })),
    abstract === null ? undefined : element('summary', { type: 'text' }, abstract),
    ...(cover === undefined
      ? []
      : [
          link('http://opds-spec.org/image', cover, 'image/jpeg'),
          link('http://opds-spec.org/image/thumbnail', cover, 'image/jpeg'),
        ]),
    ...files.map((file) =>
      link('http://opds-spec.org/acquisition', `${cataloguePath}/files/${file.id}`, 'application/pdf', {
        title: file.name,
        length: file.sizeBytes,
      }),
    ),
  )
}

/** A feed as OPDS 1.2: Atom (RFC 4287) with the paging of OpenSearch 1.1 and RFC 5005. */
export function writeAtom(feed: Feed): { type: string; body: string } {
  const { path, title, updatedAt, shelves = [], publications = [], total, next, first } = feed
  const type = feed.publications === undefined ? kinds.shelves : kinds.papers
  const written = element(
    'feed',
    {
      xmlns: 'http://www.w3.org/2005/Atom',
      'xmlns:dc': 'http://purl.org/dc/terms/',
      'xmlns:opds': 'http://opds-spec.org/2010/catalog',
      'xmlns:opensearch': 'http://a9.com/-/spec/opensearch/1.1/',
      'xmlns:thr': 'http://purl.org/syndication/thread/1.0',
    },
    element('id', {}, `urn:seogo:opds:${path === '' ? 'root' : path}`),
    element('title', {}, title),
    element('updated', {}, updatedAt),
    element('author', {}, element('name', {}, 'Seogo')),
    link('self', at(path), type),
    link('start', base, kinds.shelves),
    link('search', `${base}/opensearch.xml`, searchDescriptionType),
    first === undefined ? undefined : link('first', at(first), type),
    next === undefined ? undefined : link('next', at(next), type),
    total === undefined ? undefined : element('opensearch:totalResults', {}, String(total)),
    ...shelves.map((shelf) => shelfEntry(shelf, updatedAt)),
    ...publications.map(paperEntry),
  )
  return { type: `${type};charset=utf-8`, body: xmlDocument(written) }
}

/** How one searches, for readers of OPDS 1.2 (OpenSearch 1.1, draft 6). */
export function writeSearchDescription(origin: string): string {
  return xmlDocument(
    element(
      'OpenSearchDescription',
      { xmlns: 'http://a9.com/-/spec/opensearch/1.1/' },
      element('ShortName', {}, 'Seogo'),
      element('Description', {}, 'Papers by words, authors, venues and tags · 논문 검색'),
      element('InputEncoding', {}, 'UTF-8'),
      element('OutputEncoding', {}, 'UTF-8'),
      element('Url', { type: kinds.papers, template: `${origin}${base}/search?q={searchTerms}` }),
    ),
  )
}
