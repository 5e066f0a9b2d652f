import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { createHighlight } from '#features/highlights/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import { createNote } from '#features/notes/contract.ts'
import { countPapers, getPaper, listPapers } from '#features/papers/contract.ts'
import { judge } from '#features/reading/contract.ts'
import { explain, listFacets, suggest } from '#features/search/contract.ts'
import { learnNext } from '#features/search/server/queries.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'

const bytes = readFileSync(join(import.meta.dirname, '../examples/first-paper.pdf'))

let seogo: TestHouse
let ann: Person
let bob: Person
let libraryId: LibraryId
let paperId: PaperId

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'editor' })
  const imported = await ann.upload(importFiles, [{ fileName: 'a.pdf', bytes }], { libraryId })
  await seogo.workUntilQuiet()
  paperId = imported.entries[0]?.paperId ?? expect.fail('the example was not taken')
  const { files } = await ann.call(getPaper, { params: { paperId } })
  const fileId = files[0]?.id ?? expect.fail('no file')
  await ann.call(createNote, {
    body: { paperId, libraryId, body: 'zyzzyva 비밀메모', visibility: 'personal' },
  })
  await ann.call(createHighlight, {
    params: { paperId },
    body: {
      fileId,
      quote: { exact: 'most Korean nouns have two syllables' },
      colour: 'red',
      comment: 'wobbegong',
      tags: ['kakapo'],
      visibility: 'private',
    },
  })
  await ann.call(judge, { params: { paperId }, body: { ratingHalves: 9, status: 'read' } })
  await seogo.house.database.asSystem('a test', (tx) => learnNext(tx, libraryId, 1_000))
}, 120_000)
afterAll(() => seogo.close())

const secrets = ['zyzzyva', '비밀메모', 'wobbegong', 'kakapo', 'zyzzy', '비밀']

test('who wrote a private note or mark finds it by every word of it', async () => {
  for (const q of ['zyzzyva', '비밀메모', 'wobbegong']) {
    expect([q, (await ann.call(listPapers, { query: { q } })).items.map(({ id }) => id)]).toEqual([
      q,
      [paperId],
    ])
  }
  const { items } = await ann.call(explain, { query: { q: 'wobbegong', paperIds: [paperId] } })
  expect(items[0]?.matches).toMatchObject([{ field: 'highlight', page: 1 }])
  expect(
    await ann.call(countPapers, { query: { q: 'has:notes has:highlights rating:4.5 status:read' } }),
  ).toEqual({
    total: 1,
    totalIsExact: true,
  })
})

test('a colleague in the same library never finds, counts, is shown or is offered a word of them', async () => {
  for (const q of secrets) {
    for (const question of [q, `"${q}"`, `title:${q}`, `tag:${q}`, `${q} korean`]) {
      const found = await bob.call(listPapers, { query: { q: question, sort: 'relevance' } })
      // A tag that one does not see is one that is not there.
      const isLeftOut = found.faults.some(({ code }) => code === 'unknown_tag')
      expect([question, found.total, found.respelt]).toEqual([question, isLeftOut ? 1 : 0, []])
    }
    const facets = await bob.call(listFacets, { query: { q } })
    expect([q, facets.years, facets.statuses, facets.tags]).toEqual([q, [], [], []])
    const why = await bob.call(explain, { query: { q, paperIds: [paperId] } })
    expect(
      why.items.flatMap(({ matches, score }) => [...matches, ...score.filter(({ weight }) => weight > 0)]),
    ).toEqual([])
    expect(await bob.call(suggest, { query: { beginning: q } })).toEqual({
      titles: [],
      authors: [],
      journals: [],
      tags: [],
    })
  }
  // Nor does leaving a word out tell where it stands.
  expect(await bob.call(countPapers, { query: { q: '-zyzzyva' } })).toMatchObject({ total: 1 })
})

test('what stands by a paper, and the judgement of it, is each person’s own', async () => {
  const none = ['has:notes', 'has:highlights', 'rating:>=0.5', 'status:read']
  for (const q of none) expect([q, (await bob.call(countPapers, { query: { q } })).total]).toEqual([q, 0])
  expect(await bob.call(countPapers, { query: { hasNotes: true } })).toMatchObject({ total: 0 })
  const { statuses, ratings } = await bob.call(listFacets, { query: {} })
  expect([statuses, ratings]).toEqual([[{ status: 'unread', count: 1 }], []])
})

test('somebody outside of the library is offered nothing of it', async () => {
  const cho = await seogo.person('Cho')
  const { title } = await ann.call(getPaper, { params: { paperId } })
  expect(await cho.call(suggest, { query: { beginning: title.slice(0, 5) } })).toMatchObject({ titles: [] })
  expect(await cho.call(listPapers, { query: { q: title.slice(0, 60) } })).toMatchObject({
    total: 0,
    items: [],
  })
  expect(await cho.call(explain, { query: { q: title.slice(0, 60), paperIds: [paperId] } })).toEqual({
    items: [],
  })
})
