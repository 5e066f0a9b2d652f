import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { CslItem } from '#contract/csl.ts'
import { libraryId, type PaperId, paperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { listPapers, type PaperFilter } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { explain, listFacets, suggest } from '../contract.ts'
import { learnNext } from './queries.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let annsLibrary: string

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  annsLibrary = await seogo.house.database.asUser(ann.userId, (tx) => requireEditableLibrary(tx))
  // Bob reads along in Ann's library.
  await seogo.house.database.asSystem('a test', (tx) =>
    tx
      .insertInto('library_members')
      .values({ library_id: annsLibrary, user_id: bob.userId, membership: 'reader' })
      .execute(),
  )
  await add({
    title: 'Quantized transformers for translation',
    author: [{ given: 'Minsu', family: 'Kim' }],
    'container-title': 'Nature Machines',
    issued: { 'date-parts': [[2020]] },
    abstract: 'We compress attention.',
    DOI: '10.1234/quant.5678',
  })
  await add({
    title: 'A survey of transformers',
    author: [{ given: 'Ada', family: 'Lovelace' }],
    'container-title': 'Nature',
    issued: { 'date-parts': [[2023, 3]] },
  })
  await add({
    title: '한국어 형태소 분석의 이해',
    author: [{ literal: '김철수' }],
    issued: { 'date-parts': [[2021]] },
  })
  await learn()
})
afterAll(() => seogo.close())

async function add(csl: Omit<CslItem, 'type'>): Promise<PaperId> {
  return seogo.house.database.asUser(ann.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx)
    return (await addPaper(tx, { libraryId, csl: { type: 'article', ...csl }, addedBy: ann.userId })).paperId
  })
}

/** What the schedule does every half minute. */
async function learn(): Promise<void> {
  await seogo.house.database.asSystem('a test', (tx) => learnNext(tx, libraryId.parse(annsLibrary), 1_000))
}

const search = (person: Person, q: string) => person.call(listPapers, { query: { q, sort: 'relevance' } })
const found = async (person: Person, q: string) => (await search(person, q)).items.map(({ title }) => title)

const quantized = 'Quantized transformers for translation'
const survey = 'A survey of transformers'
const korean = '한국어 형태소 분석의 이해'

test.each([
  ['transformers', [quantized, survey]],
  ['transformers -survey', [quantized]],
  ['"survey of transformers"', [survey]],
  ['"transformers survey"', []],
  ['-transformers', [korean]],
  ['author:kim', [quantized]],
  ['journal:nature year:2023', [survey]],
  ['year:2020..2021', [quantized, korean]],
  ['published:2023-03', [survey]],
  ['published:2023-04..2023-12 transformers', []],
  // Of a record that says its year alone any day may be meant.
  ['published:2020-05-05', [quantized]],
  ['published:<2021', [quantized]],
  ['-published:2021..', [quantized]],
  ['added:2d lang:en', [quantized, survey]],
  ['added:<2001', []],
  ['transformers -author:kim', [survey]],
  ['lang:ko', [korean]],
  ['저자:철수', [korean]],
  ['"형태소분석"', [korean]],
  ['10.1234/quant.5678', [quantized]],
  ['https://doi.org/10.1234/QUANT.5678', [quantized]],
  ['status:unread transformers has:pdf', []],
  ['1\\2 transformers', []],
])('%s finds what it says', async (q, titles) => {
  expect((await found(ann, q)).toSorted()).toEqual([...titles].toSorted())
})

test('tags and collections are named in the line, some of many, with what is within them', async () => {
  const [paper] = (await search(ann, 'quantized')).items
  const id = paper?.id ?? expect.fail('not found')
  const tagged = await ann.request('PUT', `/api/papers/${id}/tags`, { body: { names: ['ml/compression'] } })
  expect(tagged.statusCode).toBe(200)
  const made = await ann.request('POST', '/api/collections', { body: { name: 'Drafts' } })
  const { id: collectionId } = z.object({ id: z.uuid() }).parse(made.json())
  const filed = await ann.request('PATCH', `/api/collections/${collectionId}/papers`, { body: { add: [id] } })
  expect(filed.statusCode).toBe(200)
  for (const q of ['tag:ml', 'tag:nowhere,ml', 'collection:drafts', '컬렉션:Drafts -tag:nowhere']) {
    expect([q, await found(ann, q)]).toEqual([q, [quantized]])
  }
  expect(await found(ann, 'transformers -tag:ml,nowhere')).toEqual([survey])
  expect((await search(ann, 'collection:none quantized')).faults).toMatchObject([
    { code: 'unknown_collection' },
  ])
})

test('the same filters are parts of the API’s query', async () => {
  const of = async (query: Partial<PaperFilter>) =>
    (await ann.call(listPapers, { query: { ...query, sort: 'title', direction: 'asc' } })).items.map(
      ({ title }) => title,
    )
  expect(await of({ publishedFrom: '2021-06-01', language: 'en' })).toEqual([survey])
  expect(await of({ publishedBefore: '2021-06-01' })).toEqual([quantized, korean])
  expect(await of({ hasNotes: true })).toEqual([])
  expect(await of({ hasAnalysis: false, hasHighlights: false, language: 'ko' })).toEqual([korean])
})

test('a bad part is told with its place, and the rest still finds', async () => {
  const answer = await search(ann, 'transformers rating:7 tag:nothing year:2023')
  expect(answer.items.map(({ title }) => title)).toEqual([survey])
  expect(answer.faults).toEqual([
    { code: 'bad_rating', from: 13, to: 21, text: 'rating:7' },
    { code: 'unknown_tag', from: 22, to: 33, text: 'tag:nothing' },
  ])
})

test('a misspelt word finds what was meant and says so, and a word of others’ libraries is never offered', async () => {
  const answer = await search(ann, 'quantised trasnformers')
  expect(answer.items.map(({ title }) => title)).toEqual([quantized])
  expect(answer.respelt).toContainEqual({ word: 'trasnformers', meant: ['transformers'] })
  const cho = await seogo.person('Cho')
  expect(await search(cho, 'trasnformers')).toMatchObject({ items: [], respelt: [] })
})

test('titles, people and journals are suggested by how they begin, to those who see them', async () => {
  const of = async (person: Person, beginning: string) => {
    const { titles, authors, journals } = await person.call(suggest, { query: { beginning, limit: 5 } })
    return [...titles.map(({ title }) => title), ...[...authors, ...journals].map(({ name }) => name)]
  }
  expect(await of(ann, 'a surv')).toEqual([survey])
  expect(await of(ann, 'lovel')).toEqual(['Ada Lovelace'])
  expect(await of(ann, 'mach')).toEqual(['Nature Machines'])
  expect(await of(ann, '김')).toEqual(['김철수'])
  const asked = { beginning: 'quan', limit: 5, kinds: ['authors' as const] }
  expect(await ann.call(suggest, { query: asked })).toMatchObject({ titles: [], authors: [] })
  const dora = await seogo.person('Dora')
  expect(await of(dora, '김')).toEqual([])
})

test('facets count the papers that are found', async () => {
  const facets = await ann.call(listFacets, { query: { q: 'transformers' } })
  expect(facets).toMatchObject({
    years: [
      { year: 2023, count: 1 },
      { year: 2020, count: 1 },
    ],
    statuses: [{ status: 'unread', count: 2 }],
    isBounded: false,
  })
})

test('a private note is found by who wrote it and by nobody else, a shared one by all', async () => {
  const { items } = await search(ann, 'quantized')
  const { id, libraryId } = items[0] ?? expect.fail('not found')
  const write = async (person: Person, body: string, visibility: 'personal' | 'shared') => {
    const answer = await person.request('POST', '/api/notes', {
      body: { paperId: id, libraryId, body, visibility },
    })
    expect(answer.statusCode).toBe(201)
  }
  await write(ann, 'Compare with zyzzyva and [[x]]', 'personal')
  expect(await found(ann, 'zyzzyva')).toEqual([quantized])
  expect(await found(ann, 'zyzzyva translation')).toEqual([quantized])
  expect(await search(bob, 'zyzzyva')).toMatchObject({ items: [], total: 0 })
  expect(await search(bob, 'transformers -zyzzyva')).toMatchObject({ total: 2 })
  const why = { query: { q: 'zyzzyva', paperIds: [id] } }
  expect((await ann.call(explain, why)).items[0]?.matches).toMatchObject([
    { field: 'note', snippet: [{ text: 'Compare with ' }, { text: 'zyzzyva', isMatch: true }] },
  ])
  expect((await bob.call(explain, why)).items.flatMap(({ matches }) => matches)).toEqual([])
  await write(ann, 'For all: quokka', 'shared')
  expect(await found(bob, 'quokka')).toEqual([quantized])
})

test('the text of a PDF is found with its page, beside words of the record', async () => {
  const id = await add({ title: 'Paper with pages', author: [{ literal: 'Ode Writer' }] })
  await seogo.house.database.asSystem('a test', async (tx) => {
    const { id: fileId } = await tx
      .insertInto('files')
      .values({
        library_id: annsLibrary,
        paper_id: id,
        sha256: 'a'.repeat(64),
        name: 'a.pdf',
        media_type: 'application/pdf',
        size_bytes: 1,
        state: 'read',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('pages')
      .values(
        ['Nothing here.', 'The xylophone resonates. 실로폰이 울린다.'].map((text, at) => ({
          library_id: annsLibrary,
          file_id: fileId,
          number: at + 1,
          width_pt: 1,
          height_pt: 1,
          text,
        })),
      )
      .execute()
  })
  for (const q of ['xylophone', 'writer xylophones', '실로폰', '"xylophone resonates"']) {
    expect([q, await found(ann, q)]).toEqual([q, ['Paper with pages']])
  }
  const why = await ann.call(explain, { query: { q: 'xylophone', paperIds: [paperId.parse(id)] } })
  expect(why.items[0]?.matches).toMatchObject([{ field: 'text', page: 2 }])
})

test('a verified claim is found once its run is closed, with the page of its quote; one that is not verified is no match', async () => {
  const id = (await search(ann, 'xylophone')).items[0]?.id ?? expect.fail('not found')
  const { fileId, runId } = await seogo.house.database.asSystem('a test', async (tx) => {
    const file = await tx
      .selectFrom('files')
      .select('id')
      .where('paper_id', '=', id)
      .executeTakeFirstOrThrow()
    const run = await tx
      .insertInto('analysis_runs')
      .values({ library_id: annsLibrary, paper_id: id, language: 'en' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const claim = { quote: 'x', doubt: null, page: 2, fileId: file.id, rectangles: [] }
    const findings = {
      summary: [{ ...claim, text: 'A marimba answers the other.', verified: true }],
      methods: [{ ...claim, text: 'A theremin is guessed at.', verified: false, page: null, fileId: null }],
    }
    const answer = {
      library_id: annsLibrary,
      run_id: run.id,
      provider: 'local',
      label: 'x',
      state: 'answered' as const,
    }
    await tx
      .insertInto('analysis_answers')
      .values([0, 1].map((position) => ({ ...answer, position, findings: JSON.stringify(findings) })))
      .execute()
    return { fileId: file.id, runId: run.id }
  })
  expect(await found(ann, 'marimba')).toEqual([])
  await seogo.house.database.asSystem('a test', (tx) =>
    tx
      .updateTable('analysis_runs')
      .set({ state: 'finished', finished_at: new Date() })
      .where('id', '=', runId)
      .execute(),
  )
  const why = await ann.call(explain, { query: { q: 'marimba', paperIds: [id] } })
  // Two answers say it alike: it is told once.
  expect(why.items[0]?.matches).toMatchObject([{ field: 'claim', page: 2, fileId }])
  expect(await found(ann, 'has:analysis marimba')).toEqual(['Paper with pages'])
  expect(await found(ann, 'theremin')).toEqual([])
})
