import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { getMe } from '#features/accounts/contract.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { createHighlight, listOfPaper } from '#features/highlights/contract.ts'
import { importFiles, importText } from '#features/imports/contract.ts'
import { getPaper, listPapers } from '#features/papers/contract.ts'
import { createCollection, fileInCollection, judge, tagPaper } from '#features/reading/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { transferPapers } from '../contract.ts'

let seogo: TestHouse
let ann: Person
let ben: Person
let rita: Person
let lab: LibraryId
let own: LibraryId
beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  ben = await seogo.person('Ben')
  rita = await seogo.person('Rita')
  lab = await createSharedLibrary(seogo.house, { name: 'The lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId: lab, userId: ben.userId, membership: 'editor' })
  await addMember(seogo.house, { libraryId: lab, userId: rita.userId, membership: 'reader' })
  own = (await ann.call(getMe, {})).libraries[0]?.id ?? expect.fail('no library')
})
afterAll(() => seogo.close())

const send = (who: Person, paperIds: PaperId[], libraryId: LibraryId, move = false) =>
  who.call(transferPapers, { body: { paperIds, libraryId, move } })
const titlesIn = async (who: Person, libraryId: LibraryId) =>
  (await who.call(listPapers, { query: { libraryId } })).items.map(({ title }) => title)

/** A record of a title of its own in a library. */
async function newRecord(who: Person, libraryId: LibraryId, title: string): Promise<PaperId> {
  await who.call(importText, { body: { text: `@book{k, title = {${title}}}`, libraryId } })
  await seogo.workUntilQuiet()
  const { items } = await who.call(listPapers, { query: { libraryId } })
  return items.find((each) => each.title === title)?.id ?? expect.fail(`${title} was not taken`)
}

test('a paper goes along with its file, its tags and what its sender thinks of it; what others think stays', async () => {
  const bytes = readFileSync(join(import.meta.dirname, '../../../examples/first-paper.pdf'))
  const { entries } = await ann.upload(importFiles, [{ fileName: 'first-paper.pdf', bytes }], {
    libraryId: lab,
  })
  await seogo.workUntilQuiet()
  const params = { paperId: entries[0]?.paperId ?? expect.fail('the example was not taken') }
  await ann.call(tagPaper, { params, body: { names: ['to teach'] } })
  await ann.call(judge, { params, body: { ratingHalves: 9, status: 'read' } })
  await ben.call(judge, { params, body: { ratingHalves: 2 } })
  const fileId = (await ann.call(getPaper, { params })).files[0]?.id ?? expect.fail('no file')
  const mark = (who: Person, comment: string) => {
    const body = { fileId, quote: { exact: 'most Korean nouns have two syllables' }, colour: 'red' as const }
    return who.call(createHighlight, { params, body: { ...body, comment, visibility: 'library' } })
  }
  const marked = await mark(ann, 'mine')
  await mark(ben, 'not hers')
  const { id: collectionId } = await ann.call(createCollection, { body: { libraryId: lab, name: 'Shelf' } })
  await ann.call(fileInCollection, { params: { collectionId }, body: { add: [params.paperId] } })

  const sent = await send(ann, [params.paperId], own)
  expect(sent).toMatchObject({ addedCount: 1, thereAlreadyCount: 0 })
  await seogo.workUntilQuiet()
  const original = await ann.call(getPaper, { params })
  const copyId = sent.items[0]?.copyId ?? expect.fail('nothing was copied')
  const copy = await ann.call(getPaper, { params: { paperId: copyId } })
  expect(copy).toMatchObject({
    libraryId: own,
    title: original.title,
    csl: original.csl,
    origins: original.origins,
    ratingHalves: 9,
    status: 'read',
    tags: [{ name: 'to teach' }],
    files: [{ sha256: original.files[0]?.sha256, state: 'read', name: 'first-paper.pdf' }],
  })
  // Twice is once.
  expect(await send(ann, [params.paperId], own)).toMatchObject({ addedCount: 0, thereAlreadyCount: 1 })
  await seogo.workUntilQuiet()
  const { items } = await ann.call(listOfPaper, { params: { paperId: copyId }, query: {} })
  const { quote, rects, page } = marked
  expect(items).toMatchObject([
    { quote, rects, page, comment: 'mine', colour: 'red', visibility: 'private', anchor: 'placed' },
  ])
  expect(items[0]?.fileId).toBe(copy.files[0]?.id)
  await expect(ben.call(getPaper, { params: { paperId: copyId } })).rejects.toMatchObject({
    problem: { code: 'paper_not_found' },
  })
})

test('what is moved stands in the other library and lies in the trash of its own', async () => {
  const paperId = await newRecord(ben, lab, 'A Book That Moves')
  const home = (await ben.call(getMe, {})).libraries[0]?.id ?? expect.fail('no library')
  await send(ben, [paperId], home, true)
  expect(await titlesIn(ben, home)).toEqual(['A Book That Moves'])
  expect(await titlesIn(ann, lab)).not.toContain('A Book That Moves')
  const left = await seogo.house.database.asSystem('what lies in the trash', (tx) =>
    tx.selectFrom('papers').select('trashed_at').where('id', '=', paperId).executeTakeFirst(),
  )
  expect(left?.trashed_at).not.toBeNull()
})

test('a reader copies out of a library and neither moves out of it nor puts in; all go or none', async () => {
  const paperId = await newRecord(ann, lab, 'A Book To Read')
  const secret = await newRecord(ann, own, 'A Book Of Ann’s')
  const ritas = (await rita.call(getMe, {})).libraries[0]?.id ?? expect.fail('no library')
  const readOnly = { problem: { status: 403, code: 'library_read_only' } }
  await expect(send(rita, [paperId], ritas, true)).rejects.toMatchObject(readOnly)
  await expect(send(rita, [paperId], lab)).rejects.toMatchObject(readOnly)
  await expect(send(rita, [paperId, secret], ritas)).rejects.toMatchObject({
    problem: { status: 404, code: 'paper_not_found', details: { paperId: secret } },
  })
  await expect(send(rita, [paperId], own)).rejects.toMatchObject({ problem: { code: 'library_not_found' } })
  expect(await titlesIn(rita, ritas)).toEqual([])
  await send(rita, [paperId], ritas)
  expect(await titlesIn(rita, ritas)).toEqual(['A Book To Read'])
})
