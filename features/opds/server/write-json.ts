import { cataloguePath, emptySheet } from '../contract.ts'
import type { Feed, Publication, Shelf } from './feed.ts'

export const feedType = 'application/opds+json'
const base = `${cataloguePath}/2.0`
const at = (path: string) => (path === '' ? base : `${base}/${path}`)

function publicationOf(paper: Publication): object {
  const { id, title, authors, updatedAt, year, venue, doi, abstract, tags, files, coverFileId } = paper
  const image = { href: `${cataloguePath}/covers/${coverFileId ?? emptySheet}`, type: 'image/jpeg' }
  return {
    metadata: {
      '@type': 'http://schema.org/ScholarlyArticle',
      identifier: doi === null ? `urn:uuid:${id}` : `https://doi.org/${doi}`,
      title,
      modified: updatedAt,
      ...(authors.length > 0 && { author: authors.map((name) => ({ name })) }),
      ...(year !== null && { published: `${String(year).padStart(4, '0')}-01-01` }),
      ...(venue !== null && { publisher: venue }),
      ...(abstract !== null && { description: abstract }),
      ...(tags.length > 0 && { subject: tags.map((name) => ({ name })) }),
    },
    links: [
      { rel: 'self', href: `/papers/${id}`, type: 'text/html' },
      ...files.map((file) => ({
        rel: 'http://opds-spec.org/acquisition',
        href: `${cataloguePath}/files/${file.id}`,
        type: 'application/pdf',
        title: file.name,
      })),
    ],
    images: [image],
  }
}

const navigationOf = ({ path, title, count }: Shelf) => ({
  href: at(path),
  title,
  type: feedType,
  rel: path === 'new' ? 'http://opds-spec.org/sort/new' : 'subsection',
  ...(count !== undefined && { properties: { numberOfItems: count } }),
})

/** A feed as OPDS 2.0. */
export function writeJson(feed: Feed): { type: string; body: string } {
  const { path, title, updatedAt, shelves, publications, total, next, first } = feed
  const body = {
    metadata: { title, modified: updatedAt, ...(total !== undefined && { numberOfItems: total }) },
    links: [
      { rel: 'self', href: at(path), type: feedType },
      { rel: 'start', href: base, type: feedType },
      { rel: 'search', href: `${base}/search{?q}`, type: feedType, templated: true },
      ...(first === undefined ? [] : [{ rel: 'first', href: at(first), type: feedType }]),
      ...(next === undefined ? [] : [{ rel: 'next', href: at(next), type: feedType }]),
    ],
    ...(shelves && { navigation: shelves.map(navigationOf) }),
    ...(publications && { publications: publications.map(publicationOf) }),
  }
  return { type: feedType, body: JSON.stringify(body) }
}
