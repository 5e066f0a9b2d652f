import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { getPaper, listPapers } from '#features/papers/contract.ts'
import { tagPaper } from '#features/reading/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { type Browser, browserOf, targetNamed } from './testing/browser.ts'

let seogo: TestHouse
let ann: Person
let chrome: Browser

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  const bob = await seogo.person('Bob')
  const lab = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: bob.userId })
  await addMember(seogo.house, { libraryId: lab, userId: ann.userId, membership: 'editor' })
  chrome = await browserOf(seogo, ann)
})
afterAll(() => seogo.close())

const work = (title: string) => ({
  id: 'item-a',
  itemType: 'journalArticle',
  title,
  creators: [{ firstName: 'Minji', lastName: 'Kim', creatorType: 'author' }],
  date: '2024',
  rights: 'What CSL has no place for',
  extra: 'Citation Key: kim2024move',
  tags: ['of the page'],
})
async function save(sessionID: string, ...items: object[]) {
  const target = await targetNamed(chrome, 'My library')
  expect((await chrome.say('saveItems', { sessionID, items })).status).toBe(201)
  expect((await chrome.say('updateSession', { sessionID, target })).status).toBe(200)
}
const choose = async (sessionID: string, place: string, more: object = {}) => {
  const target = await targetNamed(chrome, place)
  expect((await chrome.say('updateSession', { sessionID, target, ...more })).status).toBe(200)
}

const written = z.array(
  z.object({ library_id: z.string(), citation_key: z.string().nullable(), verbatim: z.string().nullable() }),
)
/** What stands of a paper outside of the trash, the entry as it came too. */
async function rowsCalled(title: string) {
  const rows = await seogo.house.database.asSystem('a test looks', (tx) =>
    tx
      .selectFrom('papers')
      .select(['library_id', 'citation_key', 'verbatim'])
      .where('title', '=', title)
      .where('trashed_at', 'is', null)
      .execute(),
  )
  return written.parse(rows)
}
async function paperCalled(title: string) {
  const found = (await ann.call(listPapers, { query: {} })).items.filter((each) => each.title === title)
  expect(found).toHaveLength(1)
  return ann.call(getPaper, { params: { paperId: found[0]?.id ?? expect.fail(title) } })
}

test('a paper moved to another library takes along its entry as it came, origins, citation key and tags', async () => {
  await save('moving', work('Moves whole'))
  const [before] = await rowsCalled('Moves whole')
  const stood = await paperCalled('Moves whole')
  await choose('moving', 'Lab', { tags: ['picked'] })
  const rows = await rowsCalled('Moves whole')
  expect(rows).toEqual([{ ...before, library_id: expect.not.stringContaining(before?.library_id ?? '') }])
  expect(rows[0]?.citation_key).toBe('kim2024move')
  expect(rows[0]?.verbatim).toContain('What CSL has no place for')
  const moved = await paperCalled('Moves whole')
  expect([moved.csl, moved.origins]).toEqual([stood.csl, stood.origins])
  expect(moved.tags.map(({ name }) => name)).toEqual(['of the page', 'picked'])
})

test('a paper that stood there before the press stays in its library, tagged as was picked', async () => {
  await save('first press', work('Stays at home'))
  const { id: paperId, libraryId } = await paperCalled('Stays at home')
  await ann.call(tagPaper, { params: { paperId }, body: { names: ['private thought'] } })
  await save('second press', work('Stays at home'), { ...work('Came just now'), id: 'item-b' })
  await choose('second press', 'Lab', { tags: ['picked'] })
  const stayed = await paperCalled('Stays at home')
  expect([stayed.id, stayed.libraryId]).toEqual([paperId, libraryId])
  expect(stayed.tags.map(({ name }) => name)).toEqual(['of the page', 'picked', 'private thought'])
  expect((await paperCalled('Came just now')).libraryId).not.toBe(libraryId)
})
