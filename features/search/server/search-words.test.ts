import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CslItem } from '#contract/csl.ts'
import type { PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { listPapers, removePaper } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'

let seogo: TestHouse
let ann: Person
let bob: Person

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
})
afterAll(() => seogo.close())

async function add(person: Person, csl: Omit<CslItem, 'type'>): Promise<PaperId> {
  return seogo.house.database.asUser(person.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx)
    const { paperId } = await addPaper(tx, {
      libraryId,
      csl: { type: 'article', ...csl },
      addedBy: person.userId,
    })
    return paperId
  })
}

const found = async (person: Person, q: string) =>
  (await person.call(listPapers, { query: { q, sort: 'relevance' } })).items.map(({ title }) => title)

test('Korean is found by nouns of two syllables, with particles, in other spacing, in parts of words', async () => {
  const title = '대학생의 스마트폰 중독이 학업성취도에 미치는 영향'
  await add(ann, { title, author: [{ literal: '홍길동' }] })
  for (const q of [
    '중독',
    '중독을',
    '스마트 폰',
    '스마트폰중독',
    '학업 성취도',
    '성취',
    '홍길동',
    '길동 중독',
    '학',
  ]) {
    expect([q, await found(ann, q)]).toEqual([q, [title]])
  }
  for (const q of ['독중', '중독 우울', '길동홍']) expect([q, await found(ann, q)]).toEqual([q, []])
})

test('English is found by stems, beginnings, without accents and across signs', async () => {
  const title = 'Encoder/decoder networks: élan vital of GPT-4'
  await add(ann, { title, 'container-title': 'Journal of Storage', issued: { 'date-parts': [[1999]] } })
  for (const q of [
    'network',
    'networking',
    'decoder',
    'elan',
    'ÉLAN',
    'gpt 4',
    'enco',
    'storage 1999',
    'the network',
  ]) {
    expect([q, await found(ann, q)]).toEqual([q, [title]])
  }
  for (const q of ['coder', 'network 2001', 'elan missing']) expect([q, await found(ann, q)]).toEqual([q, []])
})

test('a title counts more than an abstract', async () => {
  await add(ann, { title: 'Something else', abstract: 'It mentions zeugma once.' })
  await add(ann, { title: 'On zeugma', abstract: 'Words.' })
  expect(await found(ann, 'zeugma')).toEqual(['On zeugma', 'Something else'])
})

test('tags are words of their papers, also after they are renamed or taken off', async () => {
  const id = await add(ann, { title: 'Tagged paper' })
  const tagged = async (...names: string[]) => {
    const answer = await ann.request('PUT', `/api/papers/${id}/tags`, { body: { names } })
    expect(answer.statusCode).toBe(200)
  }
  await tagged('quixotic')
  expect(await found(ann, 'quixotic')).toEqual(['Tagged paper'])
  await seogo.house.database.asSystem('a test', (tx) =>
    tx.updateTable('tags').set({ name: 'stoic' }).where('name', '=', 'quixotic').execute(),
  )
  expect(await found(ann, 'quixotic')).toEqual([])
  expect(await found(ann, 'stoic')).toEqual(['Tagged paper'])
  await tagged()
  expect(await found(ann, 'stoic')).toEqual([])
})

test('papers of others and papers in the trash are not found', async () => {
  const id = await add(ann, { title: 'Sesquipedalian secrets' })
  expect(await found(bob, 'sesquipedalian')).toEqual([])
  expect(await found(ann, 'sesquipedalian')).toHaveLength(1)
  await ann.call(removePaper, { params: { paperId: id } })
  expect(await found(ann, 'sesquipedalian')).toEqual([])
})

test('the words themselves are out of the application’s reach', async () => {
  const read = seogo.house.database.asUser(ann.userId, (tx) =>
    sql`select words from paper_search`.execute(tx),
  )
  await expect(read).rejects.toThrow('permission denied for table paper_search')
})

test('the words are asked of their index, which a row policy would not allow', async () => {
  const plan = await seogo.house.database.asSystem('a test', async (tx) => {
    // So few rows are read faster from end to end; what is shown is that the index can answer.
    await sql`set local enable_seqscan = off`.execute(tx)
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select paper_id from paper_search where words @@ app.search_query('zeugma 검색')`.execute(tx)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  expect(plan).toContain('Bitmap Index Scan on paper_search_words')
  expect(plan).not.toContain('Seq Scan')
})
