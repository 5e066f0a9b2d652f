import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CallOf } from '#contract/endpoint.ts'
import type { LibraryId, PaperId, TagId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { getPaper, listPapers, removePaper, restorePaper } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  changeTag,
  createTag,
  listTags,
  mergeTags,
  removeTags,
  type Tag,
  tagPaper,
  undoTagChange,
} from '../contract.ts'
import { tagPapers } from './reading.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let cat: Person
let libraryId: LibraryId

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  cat = await seogo.person('Cat')
})
afterAll(() => seogo.close())

/** Another library of Ann's that Bob may change, with some papers. */
async function newLibrary(titles: string[]): Promise<PaperId[]> {
  libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'editor' })
  return seogo.house.database.asUser(ann.userId, async (tx) => {
    const ids: PaperId[] = []
    for (const title of titles) {
      const csl = { type: 'book', title } as const
      ids.push((await addPaper(tx, { libraryId, csl, addedBy: ann.userId })).paperId)
    }
    return ids
  })
}

const tags = async (person = ann) => (await person.call(listTags, { query: { libraryId } })).items
const tree = async () =>
  (await tags()).map(({ name, paperCount, paperCountWithin }) => `${name} ${paperCount}/${paperCountWithin}`)
const named = async (name: string): Promise<Tag> =>
  (await tags()).find((each) => each.name === name) ?? expect.fail(`no tag ${name}`)
const put = (paperId: PaperId, ...names: string[]) =>
  ann.call(tagPaper, { params: { paperId }, body: { names } })

const change = (tag: Tag, body: CallOf<typeof changeTag>['body']) =>
  ann.call(changeTag, { params: { tagId: tag.id }, body })
const undo = (changeId: string | null) =>
  ann.call(undoTagChange, { params: { changeId: changeId ?? expect.fail('nothing to undo') } })
const tagNamesOf = async (paperId: PaperId) =>
  (await ann.call(getPaper, { params: { paperId } })).tags.map(({ name }) => name)
const found = async (query: object) => {
  const { items } = await ann.call(listPapers, {
    query: { libraryId, sort: 'title', direction: 'asc', ...query },
  })
  return items.map(({ title }) => title)
}

test('a typed slash nests, a keyword with a slash does not, and each is known again by its whole name', async () => {
  const [a, b] = await newLibrary(['A', 'B'])
  if (!a || !b) return expect.fail('two papers')
  await seogo.house.database.asUser(ann.userId, (tx) =>
    tagPapers(tx, libraryId, [{ paperId: a, names: ['TCP/IP', 'method/old'] }]),
  )
  await put(b, 'method / transformer', 'tcp/ip', '방법/트랜스포머'.normalize('NFD'))
  expect(await tree()).toEqual([
    'method 0/1',
    'method/old 1/1',
    'method/transformer 1/1',
    'TCP/IP 2/2',
    '방법 0/1',
    '방법/트랜스포머 1/1',
  ])
  expect((await named('method/transformer')).parentId).toBe((await named('method')).id)
  expect((await named('method/old')).parentId).toBeNull()
  expect((await named('TCP/IP')).parentId).toBeNull()

  const told = await change(await named('TCP/IP'), { nests: true })
  expect(told.tag.parentId).toBe((await named('TCP')).id)
  const renamed = await change(await named('method/old'), { name: 'method/older' })
  expect(renamed.tag).toMatchObject({ name: 'method/older', parentId: null })
})

test('a tag finds what carries those within it: all of some, any of others, none of the last', async () => {
  const [a, b, c] = await newLibrary(['A', 'B', 'C'])
  if (!a || !b || !c) return expect.fail('three papers')
  await put(a, 'method/transformer', 'read soon')
  await put(b, 'method/convolution')
  await put(c, 'read soon')
  const method = (await named('method')).id
  const soon = (await named('read soon')).id
  expect(await found({ tagsAny: method })).toEqual(['A', 'B'])
  expect(await found({ tagsAll: `${method},${soon}` })).toEqual(['A'])
  expect(await found({ tagsAny: [method, soon] })).toEqual(['A', 'B', 'C'])
  expect(await found({ tagsAny: method, tagsNone: soon })).toEqual(['B'])
  expect(await found({ tagsNone: method })).toEqual(['C'])
})

test('renaming a parent renames what stands within it, moving takes it along, and undo puts it back', async () => {
  const [a] = await newLibrary(['A'])
  if (!a) return expect.fail('a paper')
  await put(a, 'method/transformer/vision', 'topic')
  const { changeId } = await change(await named('method'), { name: 'Methoden' })
  expect(await tagNamesOf(a)).toEqual(['Methoden/transformer/vision', 'topic'])
  await undo(changeId)
  expect(await tagNamesOf(a)).toEqual(['method/transformer/vision', 'topic'])
  await expect(undo(changeId)).rejects.toThrow('404 tag_change_not_found')

  const topic = await named('topic')
  const moved = await change(await named('method/transformer'), { parentId: topic.id })
  expect(await tree()).toEqual([
    'method 0/0',
    'topic 1/1',
    'topic/transformer 0/1',
    'topic/transformer/vision 1/1',
  ])
  await expect(change(await named('topic'), { parentId: moved.tag.id })).rejects.toThrow(
    '409 tag_within_itself',
  )
  await undo(moved.changeId)
  expect(await tree()).toEqual([
    'method 0/1',
    'method/transformer 0/1',
    'method/transformer/vision 1/1',
    'topic 1/1',
  ])
})

test('a name that is taken is refused by the name, or the two become one; undo tells them apart again', async () => {
  const [a, b, c] = await newLibrary(['A', 'B', 'C'])
  if (!a || !b || !c) return expect.fail('three papers')
  await put(a, 'nlp/parsing', 'NLP')
  await put(b, 'language/parsing')
  await put(c, 'language', 'nlp')
  const before = await tree()
  const language = await named('language')
  await expect(change(language, { name: 'nlp' })).rejects.toThrow('409 tag_name_taken')
  const { changeId } = await change(language, { name: 'nlp', merges: true })
  expect(await tree()).toEqual(['nlp 2/3', 'nlp/parsing 2/2'])
  expect(await found({ q: 'nlp' })).toEqual(['A', 'B', 'C'])
  await undo(changeId)
  expect(await tree()).toEqual(before)
  expect(await tagNamesOf(b)).toEqual(['language/parsing'])
  expect(await tagNamesOf(c)).toEqual(['language', 'nlp'])
  expect((await named('language/parsing')).parentId).toBe((await named('language')).id)
})

test('several tags are merged into one of them; what is in the trash keeps its tags and is counted when it comes back', async () => {
  const [a, b] = await newLibrary(['A', 'B'])
  if (!a || !b) return expect.fail('two papers')
  await put(a, 'one', 'two')
  await put(b, 'three')
  await ann.call(removePaper, { params: { paperId: b } })
  expect(await tree()).toEqual(['one 1/1', 'three 0/0', 'two 1/1'])
  const [one, three, two] = (await tags()).map(({ id }) => id) as [TagId, TagId, TagId]
  const { changeId } = await ann.call(mergeTags, { body: { tagIds: [one, three, two], intoId: two } })
  expect(await tree()).toEqual(['two 1/1'])
  await ann.call(restorePaper, { params: { paperId: b } })
  expect(await tree()).toEqual(['two 2/2'])
  await undo(changeId)
  expect(await tree()).toEqual(['one 1/1', 'three 1/1', 'two 1/1'])
})

test('removing takes what stands within along; unused ones go at once and used ones never; undo brings all back', async () => {
  const [a] = await newLibrary(['A'])
  if (!a) return expect.fail('a paper')
  await put(a, 'method/transformer', 'kept')
  await ann.call(createTag, { body: { name: 'idle/very', libraryId } })
  const cleaned = await ann.call(removeTags, { body: { unusedOf: libraryId } })
  expect(cleaned.removed).toBe(2)
  const gone = await ann.call(removeTags, { body: { tagIds: [(await named('method')).id] } })
  expect(await tree()).toEqual(['kept 1/1'])
  await undo(gone.changeId)
  await undo(cleaned.changeId)
  expect(await tree()).toEqual([
    'idle 0/0',
    'idle/very 0/0',
    'kept 1/1',
    'method 0/1',
    'method/transformer 1/1',
  ])
  expect(await tagNamesOf(a)).toEqual(['kept', 'method/transformer'])
})

test('undo is refused, and changes nothing, when another tag has one of the names by now', async () => {
  await newLibrary([])
  const { id } = await ann.call(createTag, { body: { name: 'first', libraryId } })
  const { changeId } = await ann.call(changeTag, { params: { tagId: id }, body: { name: 'second' } })
  await ann.call(createTag, { body: { name: 'First', libraryId } })
  await expect(undo(changeId)).rejects.toThrow('409 tag_name_taken')
  expect(await tree()).toEqual(['First 0/0', 'second 0/0'])
})

test('tags are changed by all who may change the library, coloured from the palette, and nobody else sees them', async () => {
  await newLibrary([])
  const made = await ann.call(createTag, { body: { name: 'shared', libraryId, colour: 'teal' } })
  const within = await bob.call(createTag, { body: { name: 'part', libraryId, parentId: made.id } })
  expect(within).toMatchObject({ name: 'shared/part', colour: 'teal' })
  await bob.call(changeTag, { params: { tagId: within.id }, body: { colour: null } })
  expect((await tags()).map(({ colour }) => colour)).toEqual(['teal', null])
  expect(await tags(cat)).toEqual([])
  for (const refused of [
    () => cat.call(changeTag, { params: { tagId: made.id }, body: { name: 'mine' } }),
    () => cat.call(removeTags, { body: { tagIds: [made.id] } }),
    () => cat.call(mergeTags, { body: { tagIds: [made.id], intoId: within.id } }),
    () => cat.call(createTag, { body: { name: 'x', parentId: made.id } }),
  ])
    await expect(refused()).rejects.toThrow('404 tag_not_found')
})

test('a tag too deep, too long or of no name is refused', async () => {
  await newLibrary([])
  const deep = Array.from({ length: 21 }, (_, index) => `d${index}`).join('/')
  await expect(ann.call(createTag, { body: { name: deep, libraryId } })).rejects.toThrow('422 tag_too_deep')
  const parent = await ann.call(createTag, { body: { name: 'p'.repeat(200), libraryId } })
  await expect(ann.call(createTag, { body: { name: 'c'.repeat(200), parentId: parent.id } })).rejects.toThrow(
    '422 tag_too_deep',
  )
  await expect(ann.call(createTag, { body: { name: '\u3000 ', libraryId } })).rejects.toThrow(
    '400 bad_request',
  )
  expect((await ann.call(createTag, { body: { name: '/', libraryId } })).name).toBe('/')
})
