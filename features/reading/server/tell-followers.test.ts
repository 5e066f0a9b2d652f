import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { removeLibraryMember } from '#features/accounts/contract.ts'
import { addMember, createSharedLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { listNotifications, markRead, saveSettings } from '#features/notifications/contract.ts'
import { correctPaper } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  changeSmartCollection,
  createSmartCollection,
  followSmartCollection,
  followTag,
  listSmartCollections,
  listTags,
  type SmartCollection,
  tagPaper,
} from '../contract.ts'
import { tellFollowersJob } from './jobs.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let lab: LibraryId

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  lab = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId: lab, userId: bob.userId, membership: 'reader' })
})
afterAll(() => seogo.close())

async function add(title: string, libraryId?: LibraryId) {
  return seogo.house.database.asUser(ann.userId, async (tx) => {
    const { paperId } = await addPaper(tx, {
      libraryId: libraryId ?? lab,
      csl: { type: 'article', title },
      addedBy: ann.userId,
    })
    return paperId
  })
}

const keep = (person: Person, name: string, q: string, libraryId: LibraryId | null = null) =>
  person.call(createSmartCollection, { body: { name, filter: { q }, libraryId } })
const follow = (person: Person, { id }: SmartCollection, follows = true) =>
  person.call(followSmartCollection, { params: { smartCollectionId: id }, body: { follows } })

/** What the schedule does every minute. */
async function look(): Promise<void> {
  await seogo.house.database.asSystem('a test', (tx) => enqueue(tx, tellFollowersJob, {}))
  await seogo.workUntilQuiet()
}

/** What a person is told that they have not read, and it is read then. */
async function told(person: Person) {
  const { items } = await person.call(listNotifications, { query: { unread: 'true' } })
  await person.call(markRead, { body: { all: true } })
  return items.map(({ type, subject, facts }) => [type, subject?.title, facts.found])
}

test('what comes or changes into a followed search is told as one thing, and once', async () => {
  await add('Zeppelin of old')
  const other = await add('Nothing of the kind')
  const smart = await keep(ann, 'Airships', 'zeppelin')
  expect(await follow(ann, smart)).toMatchObject({ follows: true })
  await look()
  expect(await told(ann)).toEqual([])
  for (const title of ['Zeppelin one', 'Zeppelin two', 'A balloon']) await add(title)
  await look()
  await ann.call(correctPaper, { params: { paperId: other }, body: { title: 'A zeppelin after all' } })
  await look()
  await look()
  expect(await told(ann)).toEqual([['search_matched', 'Airships', 3]])
  await ann.call(correctPaper, { params: { paperId: other }, body: { title: 'A zeppelin, corrected' } })
  await look()
  expect(await told(ann)).toEqual([])
})

test('a tag that is put on is news too, another filter is none, and who leaves off hears nothing', async () => {
  const paperId = await add('Tagged later')
  const smart = await keep(ann, 'By tag', 'tag:news')
  await ann.call(tagPaper, { params: { paperId: await add('Already there') }, body: { names: ['news'] } })
  await follow(ann, smart)
  await ann.call(tagPaper, { params: { paperId }, body: { names: ['news'] } })
  // Tags do not change the record; the next change of the library, or an hour, brings the look.
  await add('Something else')
  await look()
  expect(await told(ann)).toEqual([['search_matched', 'By tag', 1]])
  const body = { filter: { q: 'balloon' } }
  await ann.call(changeSmartCollection, { params: { smartCollectionId: smart.id }, body })
  await add('Untold balloon')
  await look()
  expect(await told(ann)).toEqual([])
  await follow(ann, smart, false)
  await add('Another balloon')
  await look()
  expect(await told(ann)).toEqual([])
})

test('each is told only what they may see, of their own follows, in a shared search too', async () => {
  const shared = await keep(ann, 'Quasars', 'quasar', lab)
  const own = await keep(bob, 'My quasars', 'quasar')
  await follow(bob, shared)
  await follow(bob, own)
  const { items } = await ann.call(listSmartCollections, {})
  expect(items.find(({ id }) => id === shared.id)).toMatchObject({ follows: false })
  expect(items.find(({ id }) => id === own.id)).toBeUndefined()
  await expect(follow(ann, own)).rejects.toThrow('smart_collection_not_found')
  const annsOwn = await seogo.house.database.asUser(ann.userId, (tx) => requireEditableLibrary(tx))
  await add('Quasar in secret', annsOwn)
  await look()
  expect(await told(bob)).toEqual([])
  await add('Quasar for all')
  await look()
  expect((await told(bob)).toSorted()).toEqual([
    ['search_matched', 'My quasars', 1],
    ['search_matched', 'Quasars', 1],
  ])
  expect(await told(ann)).toEqual([])
})

test('papers that get a followed tag are told once as one thing, also of a shared library, and never who may not see it', async () => {
  const tag = (paperId: PaperId, names: string[]) =>
    ann.call(tagPaper, { params: { paperId }, body: { names } })
  await tag(await add('Had it before'), ['method/airship'])
  const { items } = await bob.call(listTags, { query: { libraryId: lab } })
  const parent = items.find(({ name }) => name === 'method') ?? expect.fail('a tag')
  const followTagOf = (follows: boolean) =>
    bob.call(followTag, { params: { tagId: parent.id }, body: { follows } })
  expect(await followTagOf(true)).toMatchObject({ name: 'method', follows: true })
  // Only a person's own following is theirs to see.
  const annSees = await ann.call(listTags, { query: { libraryId: lab } })
  expect(annSees.items.filter(({ follows }) => follows)).toEqual([])
  await look()
  expect(await told(bob)).toEqual([])
  const [one, two] = [await add('First of it'), await add('Second of it')]
  await tag(one, ['method'])
  await look()
  // Given to a paper that stands there, within the tag: nothing else of the library changes.
  await tag(two, ['method/airship'])
  await look()
  expect(await told(bob)).toEqual([['tag_matched', 'method', 2]])
  await tag(two, [])
  await tag(two, ['method/airship'])
  await look()
  expect(await told(bob)).toEqual([])
  // A setting counts from the next event on.
  await bob.call(saveSettings, { body: { choices: { tag_matched: [] } } })
  await tag(await add('Untold'), ['method'])
  await look()
  await bob.call(saveSettings, { body: { choices: { tag_matched: ['app'] } } })
  await tag(await add('Told again'), ['method'])
  await look()
  expect(await told(bob)).toEqual([['tag_matched', 'method', 1]])
  await ann.call(removeLibraryMember, { params: { libraryId: lab, userId: bob.userId } })
  await tag(await add('Not for Bob'), ['method'])
  await look()
  expect(await told(bob)).toEqual([])
  await expect(followTagOf(true)).rejects.toMatchObject({ problem: { code: 'tag_not_found' } })
})
