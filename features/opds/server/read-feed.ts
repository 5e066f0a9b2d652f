import { collectionId, fileId, paperId, tagId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { listPapers as listPapersEndpoint } from '#features/papers/contract.ts'
import { abstractsOf, type ListQuery, listPapers, pdfsOf } from '#features/papers/server/papers.ts'
import { listCollections, listTags, requireCollection, requireTag } from '#features/reading/server/reading.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { Feed, Publication, Shelf } from './feed.ts'

/** Papers on one page of a feed. */
const papersOnAPage = 50

/** What is asked of the catalogue. */
export type Asked = {
  readonly shelf: string
  readonly id: string | undefined
  readonly query: URLSearchParams
  readonly now: string
}

const root: readonly Shelf[] = [
  { path: 'new', title: 'Newest · 최근 추가', holds: 'papers' },
  { path: 'all', title: 'All, by title · 제목순', holds: 'papers' },
  { path: 'tags', title: 'By tag · 태그', holds: 'shelves' },
  { path: 'collections', title: 'By collection · 컬렉션', holds: 'shelves' },
]

/** One page of the catalogue as a person sees it. @throws Problem route_not_found | tag_not_found | collection_not_found | bad_request */
export async function readFeed(tx: UserTx, asked: Asked): Promise<Feed> {
  const { shelf, id, query, now } = asked
  if (shelf === '') return { path: '', title: 'Seogo · 서고', updatedAt: now, shelves: root }
  if (shelf === 'new' && id === undefined)
    return papersOf(tx, asked, { title: 'Newest · 최근 추가', narrowed: {} })
  if (shelf === 'all' && id === undefined) {
    const narrowed = { sort: 'title', direction: 'asc' }
    return papersOf(tx, asked, { title: 'All, by title · 제목순', narrowed })
  }
  if (shelf === 'search' && id === undefined) {
    const q = query.get('q') ?? ''
    return papersOf(tx, asked, { title: q === '' ? 'Search · 검색' : q, narrowed: { q, sort: 'relevance' } })
  }
  if (shelf === 'tags') return id === undefined ? tagShelves(tx, now) : tagFeed(tx, asked, id)
  if (shelf === 'collections')
    return id === undefined ? collectionShelves(tx, now) : collectionFeed(tx, asked, id)
  throw new Problem('route_not_found')
}

async function tagShelves(tx: UserTx, now: string): Promise<Feed> {
  const tags = (await listTags(tx, undefined)).filter(({ paperCountWithin }) => paperCountWithin > 0)
  const nameOf = new Map(tags.map(({ id, name, parentId }) => [id, { name, parentId }]))
  const pathOf = (id: string): string => {
    const tag = nameOf.get(tagId.parse(id))
    if (tag === undefined) return ''
    const above = tag.parentId === null ? '' : pathOf(tag.parentId)
    return above === '' ? tag.name : `${above}/${tag.name}`
  }
  const shelves = tags
    .map(({ id, paperCountWithin: count }): Shelf => {
      return { path: `tags/${id}`, title: pathOf(id), holds: 'papers', count }
    })
    .toSorted((one, other) => one.title.localeCompare(other.title))
  return { path: 'tags', title: 'By tag · 태그', updatedAt: now, shelves }
}

async function tagFeed(tx: UserTx, asked: Asked, given: string): Promise<Feed> {
  const id = tagId.safeParse(given)
  if (!id.success) throw new Problem('tag_not_found')
  const { name } = await requireTag(tx, id.data)
  return papersOf(tx, asked, { title: name, narrowed: { tagsAny: [id.data] } })
}

async function collectionShelves(tx: UserTx, now: string): Promise<Feed> {
  const collections = await listCollections(tx)
  const shelves = collections
    .filter(({ paperCountWithin }) => paperCountWithin > 0)
    .map(({ id, name, paperCountWithin: count }): Shelf => {
      return { path: `collections/${id}`, title: name, holds: 'papers', count }
    })
  return { path: 'collections', title: 'By collection · 컬렉션', updatedAt: now, shelves }
}

async function collectionFeed(tx: UserTx, asked: Asked, given: string): Promise<Feed> {
  const id = collectionId.safeParse(given)
  if (!id.success) throw new Problem('collection_not_found')
  const { name } = await requireCollection(tx, id.data)
  return papersOf(tx, asked, { title: name, narrowed: { collectionId: id.data } })
}

type Shown = { readonly title: string; readonly narrowed: Readonly<Record<string, unknown>> }

/** Only what can be read: an entry without anything to fetch is none (OPDS 1.2, 5.2). */
function queryOf({ query }: Asked, narrowed: Shown['narrowed']): ListQuery {
  const cursor = query.get('cursor') ?? undefined
  const read = listPapersEndpoint.query.safeParse({ ...narrowed, cursor, limit: papersOnAPage, hasPdf: true })
  if (!read.success) throw new Problem('bad_request', { where: read.error.issues[0]?.path.join('.') ?? '' })
  return read.data
}

async function papersOf(tx: UserTx, asked: Asked, { title, narrowed }: Shown): Promise<Feed> {
  const { shelf, id, query, now } = asked
  const found = await listPapers(tx, queryOf(asked, narrowed))
  const ids = found.items.map((item) => paperId.parse(item.id))
  const pdfs = Map.groupBy(await pdfsOf(tx, ids), (file) => file.paper_id)
  const abstracts = new Map((await abstractsOf(tx, ids)).map((row) => [row.id, row.abstract]))
  const publications = found.items.map((item): Publication => {
    const { title: name, authors, updatedAt, year, venue, doi, tags, thumbnailFileId } = item
    return {
      ...{ title: name, authors, updatedAt, year, venue, doi },
      id: paperId.parse(item.id),
      abstract: abstracts.get(item.id) ?? null,
      tags: tags.map((tag) => tag.name),
      files: (pdfs.get(item.id) ?? []).map((file) => {
        return { id: fileId.parse(file.id), name: file.name, sizeBytes: file.size_bytes }
      }),
      coverFileId: fileId.nullable().parse(thumbnailFileId),
    }
  })
  const path = id === undefined ? shelf : `${shelf}/${id}`
  const q = query.get('q')
  const pageAt = (cursor?: string) => {
    const asking = new URLSearchParams()
    if (q !== null) asking.set('q', q)
    if (cursor !== undefined) asking.set('cursor', cursor)
    return asking.size === 0 ? path : `${path}?${asking}`
  }
  const newest = publications
    .map(({ updatedAt }) => updatedAt)
    .toSorted()
    .at(-1)
  return {
    path: pageAt(query.get('cursor') ?? undefined),
    title,
    updatedAt: newest ?? now,
    publications: publications.filter(({ files }) => files.length > 0),
    ...(found.totalIsExact ? { total: found.total } : {}),
    first: pageAt(),
    ...(found.next === null ? {} : { next: pageAt(found.next) }),
  }
}
