import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CslItem } from '#contract/csl.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { listTags, tagPaper } from '#features/reading/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { type Person, pathOf } from '#server/testing/person.ts'
import {
  exportPapers,
  getKeyFormula,
  getPaperKey,
  previewKeyFormula,
  setKeyFormula,
  setPaperKey,
} from '../contract.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let cat: Person

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  cat = await seogo.person('Cat')
})
afterAll(() => seogo.close())

/** A library of Ann's that Bob reads. */
async function sharedLibrary(): Promise<LibraryId> {
  const libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'reader' })
  return libraryId
}

function has(libraryId: LibraryId, csl: CslItem, citationKey?: string): Promise<PaperId> {
  return seogo.house.database.asUser(ann.userId, async (tx) => {
    const added = await addPaper(tx, {
      libraryId,
      csl,
      addedBy: ann.userId,
      ...(citationKey && { citationKey }),
    })
    return added.paperId
  })
}

const kim = (title: string): CslItem => ({
  type: 'article-journal',
  title,
  author: [{ literal: '김철수' }],
  issued: { 'date-parts': [[2020]] },
})

async function exported(person: Person, query: Record<string, string>) {
  const reply = await person.request('GET', pathOf(exportPapers, { query }))
  expect([reply.statusCode, reply.body.slice(0, 200)]).toEqual([200, expect.any(String)])
  return reply
}

const keysIn = (bib: string) => [...bib.matchAll(/^@\w+\{(.*),$/gm)].map(([, key]) => key)

test('keys are given at the first export, one after the other, and stay when the formula changes', async () => {
  const libraryId = await sharedLibrary()
  const first = await has(libraryId, kim('Retrieval one'))
  for (const title of ['Retrieval one two', 'Retrieval one three'])
    await has(libraryId, { ...kim(title), 'title-short': 'Retrieval one' })
  expect(await ann.call(getPaperKey, { params: { paperId: first } })).toMatchObject({
    key: 'kimRetrievalOne2020',
    origin: null,
  })
  const bib = (await exported(ann, { libraryId, sort: 'added', direction: 'asc' })).body
  expect(keysIn(bib)).toEqual(['kimRetrievalOne2020', 'kimRetrievalOne2020a', 'kimRetrievalOne2020b'])

  const formula = { formula: 'auth + year', folds: false }
  await has(libraryId, kim('Not out yet'))
  expect(await ann.call(previewKeyFormula, { params: { libraryId }, body: formula })).toEqual({
    items: [{ paperId: expect.any(String), title: 'Not out yet', before: 'kimNot2020', after: '김2020' }],
    pinnedCount: 3,
    unpinnedCount: 1,
  })
  await ann.call(setKeyFormula, { params: { libraryId }, body: formula })
  expect(await bob.call(getKeyFormula, { params: { libraryId } })).toEqual({
    libraryId,
    ...formula,
    isDefault: false,
  })
  expect(keysIn((await exported(bob, { libraryId, sort: 'added', direction: 'asc' })).body)).toEqual([
    'kimRetrievalOne2020',
    'kimRetrievalOne2020a',
    'kimRetrievalOne2020b',
    '김2020',
  ])
})

test('a bad formula is refused with the place and the reason', async () => {
  const libraryId = await sharedLibrary()
  const change = ann.call(setKeyFormula, {
    params: { libraryId },
    body: { formula: 'auth + nonsense', folds: true },
  })
  await expect(change).rejects.toThrow(
    '422 key_formula_invalid {"fault":"unknown_name","at":7,"found":"nonsense"}',
  )
})

test('a key that came with a paper is kept, and no other paper gets it', async () => {
  const libraryId = await sharedLibrary()
  const generated = await has(libraryId, kim('Same'))
  const imported = await has(libraryId, kim('Other'), 'KimSame2020')
  const again = await has(libraryId, kim('Third'), 'kimsame2020')
  const keys = keysIn((await exported(ann, { libraryId, sort: 'added', direction: 'asc' })).body)
  expect(keys).toEqual(['kimSame2020a', 'KimSame2020', 'kimThird2020'])
  expect((await ann.call(getPaperKey, { params: { paperId: imported } })).origin).toBe('imported')
  expect((await ann.call(getPaperKey, { params: { paperId: generated } })).origin).toBe('formula')
  expect((await ann.call(getPaperKey, { params: { paperId: again } })).origin).toBe('formula')
})

test('a person gives a key by hand: valid, its own, and only who may write', async () => {
  const libraryId = await sharedLibrary()
  const paperId = await has(libraryId, kim('One'))
  const other = await has(libraryId, kim('Two'))
  const set = (person: Person, id: PaperId, key: string) =>
    person.call(setPaperKey, { params: { paperId: id }, body: { key } })
  expect(await set(ann, paperId, ' Kim:2020/one ')).toEqual({
    paperId,
    key: 'Kim:2020/one',
    origin: 'person',
  })
  await expect(set(ann, other, 'kim:2020/ONE')).rejects.toThrow('409 citation_key_taken')
  for (const key of ['', 'two words', 'a,b', 'x{', 'x'.repeat(201)]) {
    await expect(set(ann, other, key)).rejects.toThrow('422 citation_key_invalid')
  }
  await expect(set(bob, paperId, 'mine')).rejects.toThrow('403 library_read_only')
  await expect(set(cat, paperId, 'mine')).rejects.toThrow('404 paper_not_found')
  expect(await set(ann, paperId, 'kim2020')).toMatchObject({ key: 'kim2020' })
})

test('exports at the same time give every paper one key, each once', async () => {
  const libraryId = await sharedLibrary()
  for (let place = 0; place < 30; place += 1)
    await has(libraryId, { ...kim(`Paper number ${place}`), 'title-short': 'Same' })
  const bibs = await Promise.all(Array.from({ length: 6 }, () => exported(ann, { libraryId })))
  const [first, ...others] = bibs.map(({ body }) => keysIn(body).toSorted())
  expect(new Set(first).size).toBe(30)
  for (const other of others) expect(other).toEqual(first)
})

test('an export is what the list shows: by library, words, tag or ids, and nothing of a stranger', async () => {
  const libraryId = await sharedLibrary()
  const paperId = await has(libraryId, kim('Findable zebra'))
  await has(libraryId, kim('Another'))
  await ann.call(tagPaper, { params: { paperId }, body: { names: ['to, cite'] } })
  const [tag] = (await ann.call(listTags, { query: { libraryId } })).items
  for (const query of [{ libraryId, q: 'zebra' }, { tagsAny: tag?.id ?? '' }, { ids: paperId }]) {
    const reply = await exported(bob, { ...query, format: 'ris' })
    expect(reply.body.match(/^(TI|KW) {2}- .*(?=\r)/gm)).toEqual(['TI  - Findable zebra', 'KW  - to, cite'])
    expect(reply.headers['content-disposition']).toMatch(/^attachment; filename="seogo-\d{4}-\d\d-\d\d\.ris"/)
  }
  expect((await exported(cat, { libraryId, format: 'csl-json' })).json()).toEqual([])
  expect((await exported(cat, { ids: paperId, format: 'bibtex' })).body).toBe('')
})

test.each([
  ['bibtex', 'application/x-bibtex; charset=utf-8'],
  ['biblatex', 'application/x-bibtex; charset=utf-8'],
  ['ris', 'application/x-research-info-systems; charset=utf-8'],
  ['csl-json', 'application/vnd.citationstyles.csl+json; charset=utf-8'],
  ['csv', 'text/csv; charset=utf-8; header=present'],
  ['markdown', 'text/markdown; charset=utf-8'],
  ['markdown-files', 'application/zip'],
])('%s comes as %s', async (format, mediaType) => {
  const libraryId = await sharedLibrary()
  await has(libraryId, kim('검색'))
  const reply = await exported(ann, { libraryId, format })
  expect(reply.headers['content-type']).toBe(mediaType)
  expect(reply.rawPayload.length).toBeGreaterThan(50)
})
