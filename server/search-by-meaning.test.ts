import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import {
  chooseMeaning,
  controlMeaning,
  estimateMeaning,
  getMeaning,
  removeMeaning,
} from '#features/meaning/contract.ts'
import { correctPaper, deleteForGood, removePaper } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { searchByMeaning } from '#features/search/contract.ts'
import { search } from '#features/search/feature.ts'
import { getUsage, putLimit, removeLimit } from '#features/usage/contract.ts'
import { saveKey } from '#features/vault/contract.ts'
import { type FakeEmbeddings, startFakeEmbeddings } from './testing/fake-embeddings.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'
import { openQuietTerminal } from './testing/quiet-terminal.ts'

let seogo: TestHouse
let source: FakeEmbeddings
let owner: Person
let ann: Person
let bob: Person
let keyId: Awaited<ReturnType<typeof setUp>>

async function setUp(person: Person) {
  const { id } = await person.call(saveKey, {
    body: { label: 'lab', provider: 'openai-compatible', baseUrl: source.url, model: 'chat' },
  })
  return id
}

async function give(
  person: Person,
  title: string,
  abstract: string,
  libraryId?: LibraryId,
): Promise<PaperId> {
  return await seogo.house.database.asUser(person.userId, async (tx) => {
    const library = libraryId ?? (await requireEditableLibrary(tx))
    const csl = { type: 'article' as const, title, abstract }
    const added = await addPaper(tx, { libraryId: library, csl, addedBy: person.userId })
    return added.paperId
  })
}

const find = (person: Person, q: string, more: object = {}) =>
  person.call(searchByMeaning, { query: { q, ...more } })
const titlesOf = async (person: Person, q: string) => (await find(person, q)).items.map(({ title }) => title)

/** Vectors are made in the background. */
async function build(person: Person) {
  await person.call(controlMeaning, { body: { act: 'start' } })
  await seogo.workUntilQuiet()
}

beforeAll(async () => {
  seogo = await openTestHouse()
  source = await startFakeEmbeddings()
  owner = await seogo.person('Olga')
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  await give(
    ann,
    'Insomnia and recollection',
    'Deprivation of slumber harms what is remembered the day after.',
  )
  await give(ann, '수면 부족이 기억에 미치는 영향', '잠이 모자라면 회상이 나빠진다.')
  await give(ann, 'Physicians and automobiles', 'A clinician who drives a vehicle to the clinic.')
  await give(ann, 'Baking bread', 'Flour, water, salt and time in a warm oven.')
  keyId = await setUp(ann)
}, 120_000)
afterAll(async () => {
  await source.close()
  await seogo.close()
})

test('without a source the words answer alone, and the reply says that meaning is off', async () => {
  const found = await find(ann, 'bread')
  expect(found).toMatchObject({ total: 1, meaning: { state: 'off', problem: null } })
  expect(found.ranks).toMatchObject([{ byWords: 1, byMeaning: null, passage: null }])
  expect(await find(ann, '')).toMatchObject({ total: 0, meaning: { state: 'no_words' } })
  expect(await ann.call(getMeaning, {})).toMatchObject({
    state: 'off',
    source: null,
    offered: [{ keyId, label: 'lab' }],
  })
  await expect(ann.call(controlMeaning, { body: { act: 'start' } })).rejects.toThrow('meaning_is_off')
})

test('a source is tried before it is chosen, and one that makes no vectors is refused', async () => {
  const wanted = { keyId, model: 'chat', readsTexts: false }
  await expect(ann.call(chooseMeaning, { body: wanted })).rejects.toThrow('meaning_source_failed')
  expect(await ann.call(estimateMeaning, { body: { ...wanted, model: 'fake-embed' } })).toMatchObject({
    papers: 4,
    costMicroUsd: null,
  })
  const foreign = { ...wanted, keyId: await setUp(bob) }
  await expect(ann.call(chooseMeaning, { body: foreign })).rejects.toThrow('key_not_found')
})

test('what means the same is found in either language, joined with the words, with its passage', async () => {
  await ann.call(chooseMeaning, { body: { keyId, model: 'fake-embed', readsTexts: false } })
  await seogo.workUntilQuiet()
  expect(await ann.call(getMeaning, {})).toMatchObject({
    state: 'ready',
    papers: { all: 4, done: 4 },
    left: { papers: 0 },
    source: { model: 'fake-embed', dimensions: 256 },
  })
  const found = await find(ann, 'sleep loss hurts memory')
  expect(found.meaning).toEqual({ state: 'used', problem: null, isBounded: false })
  const best = found.items.slice(0, 2).map(({ title }) => title)
  expect(best.toSorted()).toEqual(['Insomnia and recollection', '수면 부족이 기억에 미치는 영향'])
  expect(found.ranks[0]).toMatchObject({ byWords: null, byMeaning: 1 })
  expect(found.ranks[0]?.passage?.text).toMatch(/Insomnia|수면/)
  expect((await titlesOf(ann, '의사와 자동차'))[0]).toBe('Physicians and automobiles')
  // Both rankings agree on it: 1 / 61 twice.
  const both = await find(ann, 'bread')
  expect(both.ranks[0]).toMatchObject({ byWords: 1, byMeaning: 1 })
  expect(both.ranks[0]?.score).toBeCloseTo(2 / 61, 10)
})

test('filters, phrases and exclusions hold for what is found by meaning too', async () => {
  expect(await titlesOf(ann, 'sleep loss -insomnia')).not.toContain('Insomnia and recollection')
  expect(await titlesOf(ann, 'sleep loss "warm oven"')).toEqual(['Baking bread'])
  expect((await find(ann, 'sleep loss year:1990')).total).toBe(0)
})

test('a question is asked of the source once, by the usage of its owner', async () => {
  const before = source.texts.length
  await find(ann, 'rainfall prediction')
  await find(ann, 'rainfall prediction')
  expect(source.texts.length).toBe(before + 1)
  const { items } = await ann.call(getUsage, { query: { by: 'operation' } })
  expect(items).toMatchObject([{ label: 'embedding' }])
  expect(items[0]?.inputTokens).toBeGreaterThan(10)
})

test('nobody finds or ranks by another’s passages; who is let into a library searches by its owner’s source', async () => {
  expect(await find(bob, 'sleep loss hurts memory')).toMatchObject({ total: 0, meaning: { state: 'off' } })
  const shared = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await give(ann, 'Forecasts of precipitation', 'Rainfall is predicted.', shared)
  await build(ann)
  expect(await find(bob, 'rain prediction')).toMatchObject({ total: 0, meaning: { state: 'off' } })
  await addMember(seogo.house, { libraryId: shared, userId: bob.userId, membership: 'reader' })
  const found = await find(bob, 'rain prediction')
  expect(found.meaning.state).toBe('used')
  expect(found.items.map(({ title }) => title)).toEqual(['Forecasts of precipitation'])
  const rows = await seogo.house.database.asUser(bob.userId, (tx) =>
    tx.selectFrom('passages').select('library_id').execute(),
  )
  expect(new Set(rows.map((row) => row.library_id))).toEqual(new Set([shared]))
  expect(
    await seogo.house.database.asUser(bob.userId, (tx) =>
      tx.selectFrom('meaning_sources').selectAll().execute(),
    ),
  ).toEqual([])
})

test('text that changes gets another vector, unchanged text keeps its own, and the text of a page is found there', async () => {
  const paper = await give(ann, 'Untitled draft', 'Nothing yet.')
  await seogo.workUntilQuiet()
  await ann.call(correctPaper, { params: { paperId: paper }, body: { title: 'Graph nets for translating' } })
  const before = source.texts.length
  await seogo.workUntilQuiet()
  expect(source.texts.length).toBe(before + 1)
  expect((await titlesOf(ann, '그래프 신경망 번역'))[0]).toBe('Graph nets for translating')
  await putPage(paper, 'On this page a physician speaks about slumber and about the shortage of it at night.')
  await ann.call(chooseMeaning, { body: { keyId, model: 'fake-embed', readsTexts: true } })
  const asked = source.texts.length
  await seogo.workUntilQuiet()
  expect(source.texts.length).toBe(asked + 1)
  const { ranks } = await find(ann, 'doctor sleep lack night')
  expect(ranks[0]).toMatchObject({ paperId: paper, passage: { page: 3, fileId: expect.any(String) } })
})

async function putPage(paper: PaperId, text: string) {
  await seogo.house.database.asUser(ann.userId, async (tx) => {
    const library = await requireEditableLibrary(tx)
    const file = await tx
      .insertInto('files')
      .values({
        library_id: library,
        paper_id: paper,
        sha256: createHash('sha256').update(text).digest('hex'),
        name: 'a.pdf',
        media_type: 'application/pdf',
        size_bytes: 1,
        state: 'read',
        page_count: 3,
        text_quality: 'good',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('pages')
      .values({ library_id: library, file_id: file.id, number: 3, width_pt: 600, height_pt: 800, text })
      .execute()
  })
}

test('vectors go with their paper, and are out of the way while it is in the trash', async () => {
  const paper = await give(ann, 'A vehicle of no return', 'Automobile.')
  await seogo.workUntilQuiet()
  expect(await titlesOf(ann, 'car')).toContain('A vehicle of no return')
  await ann.call(removePaper, { params: { paperId: paper } })
  expect(await titlesOf(ann, 'car')).not.toContain('A vehicle of no return')
  await ann.call(deleteForGood, { body: { papers: { paperIds: [paper] } } })
  await seogo.workUntilQuiet()
  const rows = await seogo.house.database.asSystem('look for what is left', (tx) =>
    tx.selectFrom('passages').select('id').where('paper_id', '=', paper).execute(),
  )
  expect(rows).toEqual([])
})

test('a source that is down leaves the words, and both the search and the settings say so', async () => {
  source.mood = 'hangs_up'
  const found = await find(ann, 'warm bread')
  expect(found.meaning).toMatchObject({ state: 'left_out', problem: 'connection_lost' })
  expect(found.items.map(({ title }) => title)).toEqual(['Baking bread'])
  source.mood = 'well'
  expect((await find(ann, 'warm bread')).meaning.state).toBe('used')
  const limit = await owner.call(putLimit, {
    body: {
      target: { appliesTo: 'person', userId: ann.userId },
      meter: 'tokens',
      period: 'day',
      soft: null,
      hard: 1,
    },
  })
  await give(ann, 'One more', 'Than is allowed.')
  await seogo.workUntilQuiet()
  expect(await ann.call(getMeaning, {})).toMatchObject({
    state: 'failing',
    problem: { code: 'usage_limit_reached' },
    left: { papers: 1 },
  })
  expect((await find(ann, 'allowed')).meaning).toMatchObject({
    state: 'left_out',
    problem: 'usage_limit_reached',
  })
  await owner.call(removeLimit, { params: { usageLimitId: limit.id } })
  await build(ann)
  expect(await ann.call(getMeaning, {})).toMatchObject({ state: 'ready', problem: null })
})

test('the terminal searches by meaning, and says by which ranking a paper is found', async () => {
  const { terminal, lines, result } = openQuietTerminal()
  const command = search.commands?.find(({ name }) => name === 'search')
  const run = (await command?.load()) ?? expect.fail('no command')
  const context = { house: seogo.house, caller: async () => ann.userId, terminal }
  const options = { limit: '5', semantic: true }
  expect(
    await run({ ...context, args: ['sleep', 'loss', 'memory'], options, whileWorking: (done) => done() }),
  ).toBe(0)
  expect(lines.join('\n')).toMatch(/by meaning 1/)
  expect(result()).toMatchObject({ meaning: { state: 'used' } })
})

test('begun anew all is asked again; switched off, every vector is gone', async () => {
  const before = source.texts.length
  await ann.call(controlMeaning, { body: { act: 'stop' } })
  expect(await ann.call(getMeaning, {})).toMatchObject({ state: 'stopped' })
  await ann.call(controlMeaning, { body: { act: 'rebuild' } })
  await seogo.workUntilQuiet()
  expect(source.texts.length).toBeGreaterThan(before + 5)
  await ann.call(removeMeaning, {})
  expect(await find(ann, 'sleep loss')).toMatchObject({ meaning: { state: 'off' } })
  const left = await seogo.house.database.asSystem('look for what is left', (tx) =>
    tx.selectFrom('passage_vectors').select('passage_id').execute(),
  )
  expect(left).toEqual([])
})
