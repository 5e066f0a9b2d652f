import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { getPaper, listPapers } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { judge, listTags, tagPaper } from '../contract.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let cat: Person
let libraryId: LibraryId
let paperId: PaperId

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  cat = await seogo.person('Cat')
  libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'reader' })
  const csl = { type: 'book', title: 'Shared paper' } as const
  const added = await seogo.house.database.asUser(ann.userId, (tx) =>
    addPaper(tx, { libraryId, csl, addedBy: ann.userId }),
  )
  paperId = added.paperId
})
afterAll(() => seogo.close())

test('two people judge a shared paper, each for themselves; a third finds nothing', async () => {
  const params = { paperId }
  await ann.call(judge, { params, body: { ratingHalves: 9 } })
  expect(await bob.call(judge, { params, body: { ratingHalves: 4, status: 'reading' } })).toMatchObject({
    ratingHalves: 4,
  })
  expect(await ann.call(judge, { params, body: { status: 'read' } })).toEqual({
    paperId,
    ratingHalves: 9,
    status: 'read',
  })
  expect(await bob.call(getPaper, { params })).toMatchObject({ ratingHalves: 4, status: 'reading' })
  expect(await ann.call(judge, { params, body: { ratingHalves: null } })).toMatchObject({
    ratingHalves: null,
    status: 'read',
  })
  await expect(cat.call(judge, { params, body: { ratingHalves: 1 } })).rejects.toThrow('404 paper_not_found')
})

test('a half star too many or none is refused', async () => {
  for (const ratingHalves of [0, 11, 2.5]) {
    await expect(ann.call(judge, { params: { paperId }, body: { ratingHalves } })).rejects.toThrow(
      '400 bad_request',
    )
  }
})

test('tags are shared, known by name in any case, counted, and only for editors to set', async () => {
  const params = { paperId }
  const set = await ann.call(tagPaper, {
    params,
    body: { names: ['기계 학습'.normalize('NFD'), 'NLP', 'nlp', '  to   read '] },
  })
  expect(set.items.map(({ name, paperCount }) => [name, paperCount])).toEqual([
    ['NLP', 1],
    ['to read', 1],
    ['기계 학습', 1],
  ])
  expect((await bob.call(listTags, { query: {} })).items).toHaveLength(3)
  expect((await cat.call(listTags, { query: { libraryId } })).items).toEqual([])
  await expect(bob.call(tagPaper, { params, body: { names: ['mine'] } })).rejects.toThrow(
    '403 library_read_only',
  )
  await expect(cat.call(tagPaper, { params, body: { names: ['mine'] } })).rejects.toThrow(
    '404 paper_not_found',
  )
  await ann.call(tagPaper, { params, body: { names: ['Nlp'] } })
  const tags = (await ann.call(listTags, { query: { libraryId } })).items
  expect(tags.map(({ name, paperCount }) => [name, paperCount])).toEqual([
    ['NLP', 1],
    ['to read', 0],
    ['기계 학습', 0],
  ])
})

test('the list narrows by rating, status and tag together', async () => {
  await ann.call(judge, { params: { paperId }, body: { ratingHalves: 8, status: 'read' } })
  const [nlp] = (await ann.call(listTags, { query: { libraryId } })).items
  const count = async (person: Person, query: object) => (await person.call(listPapers, { query })).total
  expect(await count(ann, { ratingHalvesMin: 8, status: 'read', tagsAny: nlp?.id })).toBe(1)
  expect(await count(ann, { ratingHalvesMin: 9, status: 'read', tagsAny: nlp?.id })).toBe(0)
  expect(await count(bob, { ratingHalvesMin: 8 })).toBe(0)
})

test('a tag whose lower case PostgreSQL writes otherwise than JavaScript is given, kept and taken', async () => {
  const params = { paperId }
  for (const name of ['İstanbul', 'ΣΑΣ', 'ẞ']) {
    for (const _again of [1, 2]) {
      const { items } = await ann.call(tagPaper, { params, body: { names: [name] } })
      expect(items.map((tag) => tag.name)).toEqual([name])
    }
  }
  expect((await ann.call(tagPaper, { params, body: { names: [] } })).items).toEqual([])
})
