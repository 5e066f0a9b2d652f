import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { listPapers } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  changeSmartCollection,
  countSmartCollections,
  createCollection,
  createSmartCollection,
  judge,
  listSmartCollections,
  listTags,
  mergeTags,
  removeCollection,
  removeSmartCollection,
  removeTags,
  type SmartCollection,
  tagPaper,
  undoTagChange,
} from '../contract.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let cat: Person
let libraryId: LibraryId
let papers: PaperId[]

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  cat = await seogo.person('Cat')
  libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'reader' })
  papers = await seogo.house.database.asUser(ann.userId, async (tx) => {
    const ids: PaperId[] = []
    for (const [title, year] of [
      ['A', 1999],
      ['B', 2020],
      ['C', 2024],
    ] as const) {
      const csl = {
        type: 'article-journal' as const,
        title,
        issued: { 'date-parts': [[year]] },
        'container-title': `Journal of ${title} 100%`,
        author: [{ family: `Kim${title}`, given: 'A.' }],
      }
      ids.push((await addPaper(tx, { libraryId, csl, addedBy: ann.userId })).paperId)
    }
    return ids
  })
})
afterAll(() => seogo.close())

const paper = (index: number) => papers[index] ?? expect.fail('no such paper')
const put = (index: number, ...names: string[]) =>
  ann.call(tagPaper, { params: { paperId: paper(index) }, body: { names } })
const tagNamed = async (name: string) =>
  (await ann.call(listTags, { query: { libraryId } })).items.find((each) => each.name === name)?.id ??
  expect.fail(`no tag ${name}`)
const create = (
  person: Person,
  name: string,
  filter: Record<string, string | number | string[]>,
  shared = false,
) => person.call(createSmartCollection, { body: { name, filter, libraryId: shared ? libraryId : null } })
const smart = async (person: Person, id: SmartCollection['id']) =>
  (await person.call(listSmartCollections, {})).items.find((each) => each.id === id)
const count = async (person: Person, { id }: SmartCollection) =>
  (await person.call(countSmartCollections, {})).items.find((each) => each.id === id)?.total

test('the parts of a filter hold together, over a record’s years, venue, author and files', async () => {
  const titles = async (query: object) =>
    (
      await ann.call(listPapers, { query: { libraryId, sort: 'title', direction: 'asc', ...query } })
    ).items.map(({ title }) => title)
  expect(await titles({ yearFrom: 2020 })).toEqual(['B', 'C'])
  expect(await titles({ yearFrom: 2000, yearTo: 2023 })).toEqual(['B'])
  expect(await titles({ venue: 'of b 100%' })).toEqual(['B'])
  expect(await titles({ venue: 'of_b' })).toEqual([])
  expect(await titles({ author: 'kimc' })).toEqual(['C'])
  expect(await titles({ hasPdf: 'true' })).toEqual([])
  expect(await titles({ hasPdf: 'false', status: 'unread,read', addedWithinDays: 1 })).toEqual([
    'A',
    'B',
    'C',
  ])
  expect(await titles({ addedBefore: '2001-01-01T00:00:00.000Z' })).toEqual([])
  expect(await titles({ addedFrom: '2001-01-01T00:00:00.000Z' })).toHaveLength(3)
  await expect(titles({ addedFrom: '0000-01-01T00:00:00.000Z' })).rejects.toThrow('400 bad_request')
  await expect(titles({ tagsAny: 'none' })).rejects.toThrow('400 bad_request')
})

test('a shared filter is one for all of the library and counts for each by their own judgement', async () => {
  const best = await create(ann, 'Best', { ratingHalvesMin: 8 }, true)
  expect(best).toMatchObject({ libraryId, filter: { libraryId, ratingHalvesMin: 8 } })
  const own = await create(bob, 'Best', { ratingHalvesMin: 2 })
  await ann.call(judge, { params: { paperId: paper(0) }, body: { ratingHalves: 9 } })
  expect([await count(ann, best), await count(bob, best)]).toEqual([1, 0])
  await bob.call(judge, { params: { paperId: paper(1) }, body: { ratingHalves: 8 } })
  await bob.call(judge, { params: { paperId: paper(2) }, body: { ratingHalves: 8, status: 'read' } })
  expect([await count(ann, best), await count(bob, best), await count(bob, own)]).toEqual([1, 2, 2])

  expect(await smart(ann, own.id)).toBeUndefined()
  expect((await cat.call(listSmartCollections, {})).items).toEqual([])
  const params = { smartCollectionId: best.id }
  await expect(bob.call(changeSmartCollection, { params, body: { name: 'x' } })).rejects.toThrow(
    '403 library_read_only',
  )
  await expect(bob.call(removeSmartCollection, { params })).rejects.toThrow('403 library_read_only')
  await expect(cat.call(removeSmartCollection, { params })).rejects.toThrow('404 smart_collection_not_found')
  await expect(create(cat, 'x', {}, true)).rejects.toThrow('404 library_not_found')
  await expect(create(ann, ' BEST', {}, true)).rejects.toThrow('409 smart_collection_name_taken')
})

test('a filter follows a tag that is merged, names what is gone, and still holds for the rest', async () => {
  await put(0, 'wanted', 'other')
  await put(1, 'other')
  await put(2, 'target')
  const shelf = await ann.call(createCollection, { body: { name: 'Shelf', libraryId } })
  const [wanted, other, target] = [
    await tagNamed('wanted'),
    await tagNamed('other'),
    await tagNamed('target'),
  ]
  const merged = await create(ann, 'Merged', { tagsAny: [wanted] })
  const rest = await create(ann, 'Rest', {
    tagsAll: [other],
    tagsNone: [wanted],
    collectionId: shelf.id,
    yearFrom: 1990,
  })
  expect(await count(ann, merged)).toBe(1)
  const { changeId } = await ann.call(mergeTags, { body: { tagIds: [wanted], intoId: target } })
  expect((await smart(ann, merged.id))?.filter).toEqual({ tagsAny: [target] })
  expect(await count(ann, merged)).toBe(2)
  const gone = await ann.call(removeTags, { body: { tagIds: [target] } })
  await ann.call(removeCollection, { params: { collectionId: shelf.id } })
  expect(await smart(ann, rest.id)).toMatchObject({
    filter: { tagsAll: [other], yearFrom: 1990 },
    missing: { tagIds: [wanted], collectionIds: [shelf.id] },
  })
  expect(await count(ann, rest)).toBe(2)
  for (const id of [gone.changeId, changeId])
    await ann.call(undoTagChange, { params: { changeId: id ?? '' } })
  expect((await smart(ann, merged.id))?.filter).toEqual({ tagsAny: [wanted] })
})

test('it is renamed, given to the library and taken away; what cannot be read is refused, what is later is kept', async () => {
  const made = await create(ann, 'Mine', { status: ['read'] })
  const params = { smartCollectionId: made.id }
  const shared = await ann.call(changeSmartCollection, {
    params,
    body: { name: 'Ours', libraryId, colour: 'blue' },
  })
  expect(shared).toMatchObject({
    name: 'Ours',
    libraryId,
    colour: 'blue',
    filter: { libraryId, status: ['read'] },
  })
  expect(await count(bob, shared)).toBe(1)
  await expect(create(ann, 'Odd', { nothing: 'known' })).rejects.toThrow('400 bad_request')
  const later = { name: 'Later', filterVersion: 2, filter: { mood: 'calm' } }
  await expect(ann.call(createSmartCollection, { body: later })).rejects.toThrow(
    '422 filter_of_later_version',
  )
  await seogo.house.database.asSystem('a later Seogo kept a filter', (tx) =>
    tx
      .updateTable('smart_collections')
      .set({ filter_version: 2, filter: JSON.stringify({ mood: 'calm' }) })
      .where('id', '=', made.id)
      .execute(),
  )
  expect(await smart(ann, made.id)).toMatchObject({ name: 'Ours', filter: null })
  expect(await count(ann, made)).toBeUndefined()
  await ann.call(changeSmartCollection, { params, body: { name: 'Ours still' } })
  await expect(ann.call(changeSmartCollection, { params, body: { libraryId: null } })).rejects.toThrow(
    '422 filter_of_later_version',
  )
  await ann.call(removeSmartCollection, { params })
  expect(await smart(ann, made.id)).toBeUndefined()
})
