import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { correctPaper, getPaper, listPapers } from '#features/papers/contract.ts'
import type { FakeWork } from '#server/testing/fake-source-shapes.ts'
import { type FakeSources, startFakeSources } from '#server/testing/fake-sources.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  addIdentifiers,
  chooseField,
  getIdentifierBatch,
  type IdentifierItem,
  listPaperSources,
  listSources,
  refreshPaper,
  releaseField,
  switchSource,
  testSource,
} from '../contract.ts'

const lantern: FakeWork = {
  title: 'Lantern scheduling for quiet warehouses',
  authors: [
    { family: 'Kim', given: 'Ada' },
    { family: 'Lee', given: 'Bo' },
  ],
  year: 2021,
  venue: 'Journal of Lanterns',
  volume: '7',
  issue: '2',
  pages: '11-29',
  abstract: 'Lanterns glow at night.',
  doi: '10.5555/lantern.7',
}

let fake: FakeSources
let seogo: TestHouse
let ann: Person
let owner: Person

beforeAll(async () => {
  fake = await startFakeSources()
  seogo = await openTestHouse(fake.settings())
  owner = await seogo.person('Olga')
  ann = await seogo.person('Ann')
}, 120_000)
afterAll(async () => {
  await seogo.close()
  await fake.close()
})
// Limits and pauses of one test are no concern of the next.
beforeEach(() => seogo.clock.move({ hours: 2 }))

async function add(who: Person, ...identifiers: string[]): Promise<IdentifierItem[]> {
  const { id } = await who.call(addIdentifiers, { body: { identifiers } })
  await seogo.workUntilQuiet()
  return (await who.call(getIdentifierBatch, { params: { batchId: id } })).items
}

async function addOne(identifier: string) {
  const [item] = await add(ann, identifier)
  const paperId = item?.paperId ?? expect.fail(`${identifier}: ${item?.problem}`)
  return { paperId }
}

test('a DOI becomes a paper whose fields say where each of them came from', async () => {
  fake.knows(['crossref', 'unpaywall'], lantern)
  const params = await addOne('https://doi.org/10.5555/LANTERN.7')
  const paper = await ann.call(getPaper, { params })
  expect(paper).toMatchObject({
    title: lantern.title,
    authors: ['Ada Kim', 'Bo Lee'],
    year: 2021,
    venue: 'Journal of Lanterns',
    doi: '10.5555/lantern.7',
    abstract: 'Lanterns glow at night.',
    csl: { volume: '7', issue: '2', page: '11-29', type: 'article-journal' },
  })
  for (const field of ['title', 'authors', 'year', 'venue', 'volume', 'pages', 'doi', 'type'])
    expect([field, paper.origins[field]]).toEqual([field, { source: 'crossref', confidence: 1 }])
  const { items } = await ann.call(listPaperSources, { params })
  expect(items.map(({ source, verdict }) => [source, verdict])).toEqual([
    ['crossref', 'trusted'],
    ['unpaywall', 'trusted'],
  ])
  const [first] = fake.asked('crossref')
  expect(first?.headers['user-agent']).toContain('mailto:library@example.org')
  expect(await add(ann, '10.5555/lantern.7')).toMatchObject([
    { outcome: 'already_there', paperId: params.paperId, title: lantern.title },
  ])
})

test('each kind of identifier is asked of whoever gives it out, and each has its own answer', async () => {
  fake.knows(['arxiv'], { ...lantern, title: 'Lanterns on arXiv', arxiv: '2101.00001', doi: '10.5555/x' })
  fake.knows(['pubmed'], { ...lantern, title: 'Lanterns in medicine', pmid: '23193287', pmcid: 'PMC3531190' })
  fake.knows(['openlibrary'], { ...lantern, title: 'A book of lanterns', isbn: '9780306406157' })
  fake.knows(['openalex'], {
    ...lantern,
    title: 'Lanterns in OpenAlex',
    openalex: 'W2741809807',
    doi: '10.5555/oa',
  })
  fake.knows(['kci'], {
    ...lantern,
    title: '조용한 창고를 위한 등불 일정',
    originalTitle: 'Lantern schedules for quiet stores',
    authors: [{ family: '홍', given: '길동' }],
    venue: '한국등불학회지',
    kci: 'ART002345678',
  })
  fake.knows(['doi'], { ...lantern, title: 'Lanterns of another agency', doi: '10.5012/bkcs.2020.1' })
  fake.knows(['datacite'], { ...lantern, title: 'Lanterns at Zenodo', doi: '10.5281/zenodo.1' })
  const items = await add(
    ann,
    'arXiv:2101.00001v1',
    'PMC3531190',
    '0-306-40615-2',
    'https://openalex.org/W2741809807',
    'ART002345678',
    '10.5012/bkcs.2020.1',
    'https://zenodo.example/doi/10.5281/zenodo.1',
    '10.5555/nobody-knows',
    '978-0-306-40615-8',
    'ISSN 2049-3630',
  )
  expect(items.map(({ outcome, title, problem }) => [outcome, title ?? problem])).toEqual([
    ['added', 'Lanterns on arXiv'],
    ['added', 'Lanterns in medicine'],
    ['added', 'A book of lanterns'],
    ['added', 'Lanterns in OpenAlex'],
    ['added', '조용한 창고를 위한 등불 일정'],
    ['added', 'Lanterns of another agency'],
    ['added', 'Lanterns at Zenodo'],
    ['refused', 'identifier_not_found'],
    ['refused', 'identifier_unknown_kind'],
    ['refused', 'identifier_unknown_kind'],
  ])
  const korean = await ann.call(getPaper, { params: { paperId: items[4]?.paperId ?? expect.fail() } })
  expect(korean).toMatchObject({
    authors: ['홍길동'],
    csl: {
      'original-title': 'Lantern schedules for quiet stores',
      author: [{ family: '홍', given: '길동' }],
    },
  })
})

test('a person’s correction survives a refresh, and a field handed back is the source’s again', async () => {
  fake.knows(['crossref'], { ...lantern, title: 'Corrected lanterns', doi: '10.5555/corrected' })
  fake.knows(['openalex'], { ...lantern, title: 'Corrected lanterns (OpenAlex)', doi: '10.5555/corrected' })
  const params = await addOne('10.5555/corrected')
  await ann.call(correctPaper, { params, body: { title: 'As it should be', venue: null, pages: '1-2' } })
  await ann.call(refreshPaper, { params })
  await seogo.workUntilQuiet()
  const corrected = await ann.call(getPaper, { params })
  expect(corrected).toMatchObject({
    title: 'As it should be',
    venue: null,
    csl: { page: '1-2', volume: '7' },
  })
  expect(corrected.origins.venue).toEqual({ source: 'person', confidence: 1 })
  await ann.call(releaseField, { params: { ...params, field: 'title' } })
  await ann.call(correctPaper, { params, body: { release: ['venue'] } })
  await seogo.workUntilQuiet()
  expect(await ann.call(getPaper, { params })).toMatchObject({
    title: 'Corrected lanterns',
    venue: 'Journal of Lanterns',
    origins: { title: { source: 'crossref' }, venue: { source: 'crossref' } },
  })
  const choice = { params: { ...params, field: 'title' as const }, body: { source: 'openalex' as const } }
  await ann.call(chooseField, choice)
  await ann.call(refreshPaper, { params })
  await seogo.workUntilQuiet()
  expect(await ann.call(getPaper, { params })).toMatchObject({
    title: 'Corrected lanterns (OpenAlex)',
    origins: { title: { source: 'openalex', chosen: true } },
  })
  await expect(
    ann.call(chooseField, { params: { ...params, field: 'isbn' }, body: { source: 'openalex' } }),
  ).rejects.toThrow('409 source_value_missing')
})

test('an answer that has not changed is not sent again', async () => {
  fake.knows(['crossref'], { ...lantern, title: 'Unchanged lanterns', doi: '10.5555/unchanged' })
  const params = await addOne('10.5555/unchanged')
  const before = fake.asked('crossref').length
  await ann.call(refreshPaper, { params })
  await seogo.workUntilQuiet()
  const [again, ...more] = fake.asked('crossref').slice(before)
  expect(again?.headers['if-none-match']).toBeDefined()
  expect(more).toEqual([])
  expect((await ann.call(getPaper, { params })).title).toBe('Unchanged lanterns')
})

test('a retracted work is marked in the list and with its notice', async () => {
  fake.knows(['crossref'], {
    ...lantern,
    title: 'Lanterns withdrawn',
    doi: '10.5555/gone',
    updatedBy: ['erratum', 'retraction'],
  })
  const params = await addOne('10.5555/gone')
  const { items } = await ann.call(listPapers, { query: { q: 'withdrawn' } })
  expect(items.map(({ integrity }) => integrity)).toEqual(['retracted'])
  const said = await ann.call(listPaperSources, { params })
  expect(said.items[0]?.facts.notices).toContainEqual({
    kind: 'retracted',
    doi: '10.5555/gone-notice',
    date: '2025-02-03',
  })
})

test.each([
  [
    'an error page',
    { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>busy</html>' },
    'source_answer_unreadable',
  ],
  ['JSON of another shape', { status: 200, body: '{"message":[]}' }, 'source_answer_unreadable'],
  ['a fault of its own', { status: 500, body: 'x' }, 'source_unavailable'],
  ['a cut connection', 'cut', 'source_unavailable'],
  ['a refusal', { status: 403 }, 'source_unavailable'],
  [
    'a redirect into the house',
    { status: 302, headers: { location: 'http://169.254.169.254/latest/' } },
    'source_unavailable',
  ],
  [
    'a redirect to a file',
    { status: 302, headers: { location: 'file:///etc/passwd' } },
    'source_unavailable',
  ],
] as const)('%s is said, and nothing is half made', async (_, answer, problem) => {
  fake.next('kci', answer)
  const before = (await ann.call(listPapers, { query: {} })).total
  expect(await add(ann, 'ART000000777')).toMatchObject([{ outcome: 'refused', problem, paperId: null }])
  expect((await ann.call(listPapers, { query: {} })).total).toBe(before)
})

test('who asks to wait is left alone by everybody until then', async () => {
  fake.next('pubmed', { status: 429, headers: { 'retry-after': '3600' } })
  expect(await add(ann, 'PMID: 11111111')).toMatchObject([{ problem: 'source_paused' }])
  const asked = fake.asked('pubmed').length
  expect(await add(owner, 'PMID: 22222222')).toMatchObject([{ problem: 'source_paused' }])
  expect(fake.asked('pubmed')).toHaveLength(asked)
  const shown = (await owner.call(listSources, {})).items.find(({ source }) => source === 'pubmed')
  expect(shown).toMatchObject({ state: 'paused', pauseReason: 'asked_to_wait', lastStatus: 429 })
  seogo.clock.move({ hours: 2 })
  await add(owner, 'PMID: 22222222')
  expect(fake.asked('pubmed').length).toBeGreaterThan(asked)
})

test('an administrator sees each source, never its key, and switches it off for everybody', async () => {
  const { items } = await owner.call(listSources, {})
  expect(items.find(({ source }) => source === 'openalex')).toMatchObject({ hasKey: true })
  expect(items.find(({ source }) => source === 'semantic_scholar')).toMatchObject({ state: 'needs_key' })
  expect(JSON.stringify(items)).not.toContain('planted-openalex-key')
  const params = { source: 'openlibrary' as const }
  expect(await owner.call(switchSource, { params, body: { enabled: false } })).toMatchObject({
    state: 'off',
    offBy: 'administrator',
  })
  expect(await add(ann, '9780262033848')).toMatchObject([{ problem: 'source_off' }])
  expect(await owner.call(testSource, { params })).toMatchObject({ outcome: 'failed', problem: 'source_off' })
  await owner.call(switchSource, { params, body: { enabled: true } })
  expect(await owner.call(testSource, { params })).toMatchObject({ outcome: 'answered' })
})

test('what the house does by itself is not among a person’s jobs, what they asked for is', async () => {
  const { body } = await ann.request('GET', '/api/jobs')
  const jobs = z.object({ items: z.array(z.object({ kind: z.string() })) }).parse(JSON.parse(body))
  const kinds = jobs.items.map(({ kind }) => kind)
  expect(new Set(kinds)).toEqual(new Set(['sources.addIdentifiers', 'sources.enrichPaper']))
})
