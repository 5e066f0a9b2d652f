import { afterAll, beforeAll, expect, test } from 'vitest'
import { cslItem } from '#contract/csl.ts'
import { paperId as paperIdSchema } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  correctPaper,
  countPapers,
  getPaper,
  getPlace,
  listPaperIds,
  listPapers,
  paperSort,
  removePaper,
} from '../contract.ts'
import { addPaper } from './papers.ts'

let seogo: TestHouse
let ann: Person
let bob: Person

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
})
afterAll(() => seogo.close())

type Record = { title: string; family?: string; year?: number; doi?: string; more?: object }

async function add(person: Person, { title, family = 'Kim', year = 2020, doi, more }: Record) {
  const csl = cslItem.parse({
    type: 'article-journal',
    title,
    author: [{ family, given: 'A.' }],
    issued: { 'date-parts': [[year]] },
    ...(doi ? { DOI: doi } : {}),
    ...more,
  })
  return seogo.house.database.asUser(person.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx)
    return addPaper(tx, { libraryId, csl, addedBy: person.userId })
  })
}

const titles = async (person: Person, query: object) =>
  (await person.call(listPapers, { query })).items.map(({ title }) => title)

test('the same paper under another spelling or with its DOI written otherwise is already there', async () => {
  const first = await add(ann, {
    title: 'Attention Is All You Need',
    doi: 'https://doi.org/10.48550/ARXIV.1706.03762',
  })
  expect(first.outcome).toBe('added')
  expect(await add(ann, { title: 'Attention is all you need.' })).toEqual({
    ...first,
    outcome: 'already_there',
  })
  expect(await add(ann, { title: 'Another title', doi: '10.48550/arxiv.1706.03762' })).toEqual({
    ...first,
    outcome: 'already_there',
  })
  expect((await add(ann, { title: 'Attention is all you need', doi: '10.1000/other' })).outcome).toBe('added')
  expect((await add(bob, { title: 'Attention Is All You Need' })).outcome).toBe('added')
})

test('a paper is known again by arXiv, PubMed, PubMed Central and the ISBN of a whole book, however written', async () => {
  const pairs: [first: object, again: object][] = [
    [{ archive: 'arXiv', archive_location: '2401.01234v2' }, { DOI: '10.48550/arXiv.2401.01234' }],
    [{ PMID: 'PMID: 17284678' }, { PMID: '17284678' }],
    [{ PMCID: 'pmc1790863.1' }, { PMCID: 'PMC1790863' }],
    [
      { type: 'book', ISBN: '0-306-40615-2' },
      { type: 'book', ISBN: '978-0-306-40615-7' },
    ],
  ]
  for (const [at, [first, again]] of pairs.entries()) {
    const known = await add(ann, { title: `Known by its number ${at}`, more: first })
    expect(known.outcome).toBe('added')
    const found = await add(ann, { title: `Otherwise ${at}`, more: again })
    expect(found.outcome).not.toBe('added')
    expect(found.paperId).toBe(known.paperId)
  }
  // Two chapters of one book have its number and are two papers.
  const chapter = { type: 'chapter', ISBN: '978-0-306-40615-7' }
  expect((await add(ann, { title: 'Chapter one', more: chapter })).outcome).toBe('added')
  const { paperId } = await add(ann, { title: 'Chapter two', more: chapter })
  expect(await ann.call(getPaper, { params: { paperId } })).toMatchObject({
    isbn: null,
    title: 'Chapter two',
  })
})

test('two imports of one paper at the same moment add it once', async () => {
  const both = await Promise.all([1, 2, 3].map(() => add(ann, { title: 'Added at once' })))
  expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['added', 'already_there', 'already_there'])
})

test('pages follow each other without a gap or a repeat in every order', async () => {
  const cora = await seogo.person('Cora')
  for (let n = 0; n < 23; n += 1)
    await add(cora, { title: `Paper ${String(n % 7)} of ${n}`, year: 2000 + (n % 4) })
  for (const sort of paperSort.options) {
    for (const direction of ['asc', 'desc'] as const) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await cora.call(listPapers, {
          query: { sort, direction, limit: 5, ...(cursor ? { cursor } : {}) },
        })
        expect(page).toMatchObject({ total: 23, totalIsExact: true })
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.next ?? undefined
      } while (cursor)
      expect([sort, direction, new Set(seen).size, seen.length]).toEqual([sort, direction, 23, 23])
    }
  }
  expect(await titles(cora, { sort: 'year', direction: 'asc', limit: 1 })).toEqual([
    expect.stringMatching(/of (0|4|8|12|16|20)$/),
  ])
})

test('a list is entered at any place, and tells where a paper stands in it', async () => {
  const eun = await seogo.person('Eun')
  for (let n = 0; n < 7; n += 1) await add(eun, { title: `Row ${n}`, family: `F${n % 3}` })
  for (const sort of ['authors', 'rating', 'added'] as const) {
    const order = { sort, direction: 'asc' } as const
    const { items } = await eun.call(listPapers, { query: order })
    const ids = items.map(({ id }) => id)
    const part = await eun.call(listPapers, { query: { ...order, offset: 4, limit: 2 } })
    expect(part.items.map(({ id }) => id)).toEqual(ids.slice(4, 6))
    expect(await eun.call(listPaperIds, { query: { ...order, offset: 2, limit: 3 } })).toEqual({
      ids: ids.slice(2, 5),
    })
    for (const [place, paperId] of [ids[0], ids[5]].entries()) {
      if (paperId === undefined) throw new Error('seven papers stand in the list')
      expect(await eun.call(getPlace, { params: { paperId }, query: order })).toEqual({ place: place * 5 })
    }
  }
  expect(await eun.call(countPapers, { query: {} })).toEqual({ total: 7, totalIsExact: true })
  expect(await eun.call(countPapers, { query: { q: 'row 3' } })).toEqual({ total: 1, totalIsExact: true })
  const [paper] = (await eun.call(listPapers, { query: {} })).items
  if (paper === undefined) throw new Error('seven papers stand in the list')
  const elsewhere = { params: { paperId: paper.id }, query: { q: 'nothing like it' } }
  expect(await eun.call(getPlace, elsewhere)).toEqual({ place: null })
  expect(await bob.call(getPlace, { params: { paperId: paper.id }, query: {} })).toEqual({ place: null })
  expect((await eun.call(listPapers, { query: { offset: 7 } })).items).toEqual([])
  const cursor = (await eun.call(listPapers, { query: { limit: 1 } })).next ?? ''
  await expect(eun.call(listPapers, { query: { cursor, offset: 1 } })).rejects.toThrow('400 bad_request')
})

test('what has no year, author, venue or rating comes last, up and down', async () => {
  const fay = await seogo.person('Fay')
  await add(fay, { title: 'bare', more: { author: [], issued: undefined } })
  await add(fay, { title: 'old', family: '가', year: 1999, more: { 'container-title': 'Acta' } })
  await add(fay, { title: 'new', family: 'Zoe', year: 2020, more: { 'container-title': '학회지' } })
  for (const sort of ['authors', 'venue', 'year'] as const) {
    const up = await titles(fay, { sort, direction: 'asc' })
    const down = await titles(fay, { sort, direction: 'desc' })
    expect([sort, up.at(-1), down.at(-1)]).toEqual([sort, 'bare', 'bare'])
    expect(down.slice(0, 2)).toEqual(up.slice(0, 2).reverse())
  }
  expect(await titles(fay, { sort: 'authors', direction: 'asc' })).toEqual(['new', 'old', 'bare'])
})

test('Korean and English words find a paper, also a two-syllable noun with its particle', async () => {
  await add(ann, { title: '대규모 논문의 검색을 위한 색인 구조', family: '김' })
  await add(ann, { title: 'Indexing structures for retrieving large collections' })
  expect(await titles(ann, { q: '검색' })).toEqual(['대규모 논문의 검색을 위한 색인 구조'])
  expect(await titles(ann, { q: '논문 색인', sort: 'relevance' })).toEqual([
    '대규모 논문의 검색을 위한 색인 구조',
  ])
  expect(await titles(ann, { q: '검색'.normalize('NFD') })).toHaveLength(1)
  expect(await titles(ann, { q: 'retrieve collection' })).toEqual([
    'Indexing structures for retrieving large collections',
  ])
  expect(await titles(bob, { q: '검색' })).toEqual([])
  for (const q of ['&|!', "')--", '   ', 'a\u0000b', '"', ':*', '\\'])
    expect(await titles(ann, { q: `zzzz ${q}` })).toEqual([])
})

test('a correction by hand stands, shows its origin, and cannot take another paper’s DOI', async () => {
  const { paperId } = await add(ann, { title: 'Misspeled', year: 1999 })
  const params = { paperId }
  const before = await ann.call(getPaper, { params })
  const after = await ann.call(correctPaper, {
    params,
    body: { title: 'Misspelled', year: null, authors: ['A. Kim', 'Lee Min'], doi: '10.1234/XYZ' },
  })
  expect(after).toMatchObject({
    title: 'Misspelled',
    year: null,
    authors: ['A. Kim', 'Lee Min'],
    doi: '10.1234/xyz',
  })
  expect(after.origins.title).toEqual({ source: 'person', confidence: 1 })
  expect(after.version).toBeGreaterThan(before.version)
  expect(after.csl).toMatchObject({ author: [{ family: 'Kim', given: 'A.' }, { literal: 'Lee Min' }] })
  const other = await add(ann, { title: 'Somebody else' })
  await expect(
    ann.call(correctPaper, { params: { paperId: other.paperId }, body: { doi: 'doi:10.1234/xyz' } }),
  ).rejects.toThrow('409 paper_exists')
  await expect(ann.call(correctPaper, { params, body: { doi: 'not a doi' } })).rejects.toThrow(
    '400 bad_request',
  )
})

test('what went to the trash is gone from the list and from its page', async () => {
  const { paperId } = await add(ann, { title: 'Thrown away' })
  await ann.call(removePaper, { params: { paperId } })
  expect(await titles(ann, { q: 'thrown' })).toEqual([])
  await expect(ann.call(getPaper, { params: { paperId } })).rejects.toThrow('404 paper_not_found')
})

test('somebody else’s paper is not found, by any route', async () => {
  const { paperId } = await add(ann, { title: 'Private' })
  const params = { paperId }
  await expect(bob.call(getPaper, { params })).rejects.toThrow('404 paper_not_found')
  await expect(bob.call(correctPaper, { params, body: { title: 'Mine' } })).rejects.toThrow(
    '404 paper_not_found',
  )
  await expect(bob.call(removePaper, { params })).rejects.toThrow('404 paper_not_found')
  expect(await titles(bob, { libraryId: (await ann.call(getPaper, { params })).libraryId })).toEqual([])
  await expect(
    ann.call(getPaper, { params: { paperId: paperIdSchema.parse(crypto.randomUUID()) } }),
  ).rejects.toThrow('404')
})

test('a cursor that nobody gave out is refused', async () => {
  for (const cursor of ['x', 'W10', btoa('["2020","no id"]')]) {
    await expect(ann.call(listPapers, { query: { cursor } })).rejects.toThrow('400 bad_request')
  }
})
