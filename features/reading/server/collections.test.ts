import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CollectionId, LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { listPapers, removePaper } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  changeCollection,
  createCollection,
  fileInCollection,
  listCollections,
  listPaperCollections,
  removeCollection,
} from '../contract.ts'
import { addToCollection, collectionByPath } from './reading.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let cat: Person
let libraryId: LibraryId
const papers: PaperId[] = []

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  cat = await seogo.person('Cat')
  libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'reader' })
  for (const title of ['One', 'Two', 'Three', 'Four']) papers.push(await newPaper(title))
})
afterAll(() => seogo.close())

async function newPaper(title: string, into: LibraryId = libraryId): Promise<PaperId> {
  const csl = { type: 'book', title } as const
  const added = await seogo.house.database.asUser(ann.userId, (tx) =>
    addPaper(tx, { libraryId: into, csl, addedBy: ann.userId }),
  )
  return added.paperId
}

const make = (name: string, parentId: CollectionId | null = null) =>
  ann.call(createCollection, { body: { libraryId, name, parentId } })
const namesOf = async (person: Person) =>
  (await person.call(listCollections, { query: { libraryId } })).items.map(({ name }) => name)
const countsOf = async (id: CollectionId) => {
  const found = (await ann.call(listCollections, { query: {} })).items.find((each) => each.id === id)
  return [found?.paperCount, found?.paperCountWithin]
}
const titlesIn = async (person: Person, collectionId: CollectionId) =>
  (await person.call(listPapers, { query: { collectionId } })).items.map(({ title }) => title).toSorted()

test('papers of a collection are found with those of the collections within it, each once', async () => {
  const top = await make('읽을 것')
  const within = await make('Nets', top.id)
  const [one, two, three] = papers as [PaperId, PaperId, PaperId]
  await ann.call(fileInCollection, { params: { collectionId: top.id }, body: { add: [one, two, one] } })
  await ann.call(fileInCollection, { params: { collectionId: within.id }, body: { add: [two, three] } })
  expect(await titlesIn(ann, top.id)).toEqual(['One', 'Three', 'Two'])
  expect(await titlesIn(bob, within.id)).toEqual(['Three', 'Two'])
  expect(await countsOf(top.id)).toEqual([2, 3])
  expect(
    (await ann.call(listPaperCollections, { params: { paperId: two } })).items.map((each) => each.name),
  ).toEqual(['Nets', '읽을 것'])
  await ann.call(fileInCollection, { params: { collectionId: top.id }, body: { remove: [one] } })
  expect(await titlesIn(ann, top.id)).toEqual(['Three', 'Two'])
  expect(await titlesIn(cat, top.id)).toEqual([])
})

test('what is in the trash is not counted, and a removed collection leaves its papers in the library', async () => {
  const shelf = await make('Shelf')
  const sub = await make('Sub', shelf.id)
  const lost = await newPaper('Lost')
  const [one] = papers as [PaperId]
  for (const collectionId of [shelf.id, sub.id])
    await ann.call(fileInCollection, { params: { collectionId }, body: { add: [lost, one] } })
  await ann.call(removePaper, { params: { paperId: lost } })
  expect(await countsOf(shelf.id)).toEqual([1, 1])
  expect(await countsOf(sub.id)).toEqual([1, 1])
  await ann.call(removeCollection, { params: { collectionId: shelf.id } })
  expect(await namesOf(ann)).not.toContain('Sub')
  expect((await ann.call(listPapers, { query: { libraryId } })).items.map(({ title }) => title)).toContain(
    'One',
  )
  await expect(ann.call(removeCollection, { params: { collectionId: sub.id } })).rejects.toThrow(
    '404 collection_not_found',
  )
})

test('no collection comes to stand within itself, however it is moved', async () => {
  const a = await make('a')
  const b = await make('b', a.id)
  const c = await make('c', b.id)
  const moveTo = (id: CollectionId, parentId: CollectionId | null) =>
    ann.call(changeCollection, { params: { collectionId: id }, body: { parentId } })
  for (const parentId of [a.id, b.id, c.id])
    await expect(moveTo(a.id, parentId)).rejects.toThrow('409 collection_within_itself')
  expect(await moveTo(c.id, null)).toMatchObject({ parentId: null })
  // Two moves at once, each harmless alone, would close a circle together.
  const outcomes = await Promise.allSettled([moveTo(c.id, b.id), moveTo(a.id, c.id)])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('names among siblings differ in whatever case, and are free in another collection', async () => {
  const top = await make('Names')
  const first = await make('  Same   name ', top.id)
  expect(first.name).toBe('Same name')
  await expect(make('SAME NAME', top.id)).rejects.toThrow('409 collection_name_taken')
  const elsewhere = await make('Same name')
  await expect(
    ann.call(changeCollection, { params: { collectionId: elsewhere.id }, body: { parentId: top.id } }),
  ).rejects.toThrow('409 collection_name_taken')
  expect(
    await ann.call(changeCollection, {
      params: { collectionId: elsewhere.id },
      body: { parentId: top.id, name: 'Other' },
    }),
  ).toMatchObject({ parentId: top.id, name: 'Other' })
  await expect(make(' \u3000 ')).rejects.toThrow('400 bad_request')
})

test('siblings stand by name until one of them is given a place', async () => {
  const top = await make('Order')
  const under = async () =>
    (await ann.call(listCollections, { query: { libraryId } })).items
      .filter(({ parentId }) => parentId === top.id)
      .map(({ name }) => name)
      .join('')
  const made = [await make('c', top.id), await make('a', top.id), await make('b', top.id)]
  expect(await under()).toBe('abc')
  const moveTo = (position: number) =>
    ann.call(changeCollection, { params: { collectionId: made[0]?.id ?? top.id }, body: { position } })
  await moveTo(0)
  expect(await under()).toBe('cab')
  await moveTo(1)
  expect(await under()).toBe('acb')
  await moveTo(99)
  expect(await under()).toBe('abc')
})

test('a path of names is found in any case, and made where it ends', async () => {
  const path = (names: string[]) =>
    seogo.house.database.asUser(ann.userId, (tx) => collectionByPath(tx, libraryId, names))
  const made = await path(['Thesis', ' Chapter  1 ', ''])
  expect(await path(['thesis', 'CHAPTER 1'])).toBe(made)
  expect(await path([' ', ''])).toBeUndefined()
  const chapter = made ?? expect.fail('nothing was made')
  await seogo.house.database.asUser(ann.userId, (tx) => addToCollection(tx, chapter, papers))
  expect(await countsOf(chapter)).toEqual([4, 4])
  const deep = Array.from({ length: 40 }, (_, level) => `level ${level}`)
  expect(await path(deep)).toBe(await path(deep.slice(0, 20)))
  const deepest = (await path(deep)) ?? expect.fail('nothing was made')
  await expect(make('one more', deepest)).rejects.toThrow('422 collection_too_deep')
})

test('readers see collections and change none; who is no member finds none', async () => {
  const shelf = await make('Shared shelf')
  const params = { collectionId: shelf.id }
  expect(await namesOf(bob)).toContain('Shared shelf')
  expect(await namesOf(cat)).toEqual([])
  const attempts = (person: Person) =>
    Promise.allSettled([
      person.call(createCollection, { body: { libraryId, name: 'mine' } }),
      person.call(createCollection, { body: { parentId: shelf.id, name: 'mine' } }),
      person.call(changeCollection, { params, body: { name: 'mine' } }),
      person.call(fileInCollection, { params, body: { add: papers } }),
      person.call(removeCollection, { params }),
    ])
  const refusals = async (person: Person) =>
    (await attempts(person)).map((attempt) =>
      attempt.status === 'rejected' ? String(attempt.reason) : 'done',
    )
  for (const refusal of await refusals(bob)) expect(refusal).toContain('403 library_read_only')
  for (const refusal of await refusals(cat)) expect(refusal).toMatch(/404 (library|collection)_not_found/)
})

test('a paper of another library is filed nowhere, and none of those that came with it', async () => {
  const other = await createSharedLibrary(seogo.house, { name: 'Other lab', ownerId: ann.userId })
  const foreign = await newPaper('Foreign', other)
  const shelf = await make('Only ours')
  await expect(
    ann.call(fileInCollection, { params: { collectionId: shelf.id }, body: { add: [...papers, foreign] } }),
  ).rejects.toThrow('404 paper_not_found')
  expect(await countsOf(shelf.id)).toEqual([0, 0])
  const theirs = await ann.call(createCollection, { body: { libraryId: other, name: 'Theirs' } })
  await expect(
    ann.call(changeCollection, { params: { collectionId: shelf.id }, body: { parentId: theirs.id } }),
  ).rejects.toThrow('404 collection_not_found')
})
