import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FileId } from '#contract/ids.ts'
import { signIn } from '#features/accounts/contract.ts'
import { addMember, createSharedLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { clientOf, type Person } from '#server/testing/person.ts'
import {
  downloadFile,
  getReadingPlace,
  keepReadingPlace,
  listPageSizes,
  listPageTexts,
  removePaper,
} from '../contract.ts'
import { addPdf } from './papers.ts'
import { makePdf, type TestPage, textAt } from './pdf/testing/make-pdf.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let cat: Person
let fileId: FileId
let bytes: Buffer

const page = (number: number, shape: Partial<TestPage> = {}): TestPage => ({
  content: textAt({ x: 50, y: 500 }, `This is page ${number}`),
  ...shape,
})

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  cat = await seogo.person('Cat')
  const pages = Array.from({ length: 206 }, (_, at) => page(at + 1))
  pages[2] = page(3, { widthPt: 842, heightPt: 595 })
  pages[3] = page(4, { rotation: 90 })
  bytes = makePdf({ pages })
  const libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'reader' })
  const { sha256, sizeBytes } = await seogo.house.files.put(Readable.from([bytes]), { maxBytes: 10_000_000 })
  const added = await seogo.house.database.asUser(ann.userId, (tx) =>
    addPdf(tx, { libraryId, sha256, sizeBytes, fileName: 'book.pdf', addedBy: ann.userId }),
  )
  fileId = added.fileId
  await seogo.workUntilQuiet()
}, 60_000)
afterAll(() => seogo.close())

const placeOf = async (person: Pick<Person, 'call'>) =>
  (await person.call(getReadingPlace, { params: { fileId } })).place

test('a place told on one device is found on another, and the last word counts', async () => {
  const answer = await seogo.app.inject({
    method: signIn.method,
    url: signIn.path,
    payload: { email: ann.email, password: 'correct horse battery' },
  })
  const cookie = answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
  const tablet = clientOf({ app: seogo.app, cookie })
  expect(await placeOf(ann)).toBeNull()

  await ann.call(keepReadingPlace, { params: { fileId }, body: { page: 12, share: 0.25 } })
  expect(await placeOf(ann)).toMatchObject({ page: 12, share: 0.25, isOwn: true })
  expect(await placeOf(tablet)).toMatchObject({ page: 12, share: 0.25, isOwn: false })

  const later = await tablet.call(keepReadingPlace, { params: { fileId }, body: { page: 3, share: 0 } })
  const seen = await placeOf(ann)
  expect(seen).toEqual({ page: 3, share: 0, readAt: later.readAt, isOwn: false })
})

test('who may only read a shared library has a place of their own, and a stranger to it finds no file', async () => {
  await ann.call(keepReadingPlace, { params: { fileId }, body: { page: 40, share: 0 } })
  expect(await placeOf(bob)).toBeNull()
  await bob.call(keepReadingPlace, { params: { fileId }, body: { page: 2, share: 1 } })
  expect(await placeOf(ann)).toMatchObject({ page: 40 })
  const params = { fileId }
  for (const ask of [
    () => cat.call(getReadingPlace, { params }),
    () => cat.call(keepReadingPlace, { params, body: { page: 1, share: 0 } }),
    () => cat.call(listPageSizes, { params }),
    () => cat.call(listPageTexts, { params, query: {} }),
  ]) {
    await expect(ask()).rejects.toMatchObject({ problem: { code: 'file_not_found' } })
  }
})

test('sizes come as runs, texts in pieces that lead from one to the next', async () => {
  const params = { fileId }
  const { runs } = await bob.call(listPageSizes, { params })
  expect(runs.map(({ from, count, rotation }) => [from, count, rotation])).toEqual([
    [1, 2, 0],
    [3, 1, 0],
    [4, 1, 90],
    [5, 202, 0],
  ])
  expect(runs[1]).toMatchObject({ widthPt: 842, heightPt: 595 })
  const first = await bob.call(listPageTexts, { params, query: {} })
  expect([first.items.length, first.next]).toEqual([200, 201])
  const rest = await bob.call(listPageTexts, { params, query: { from: 201 } })
  expect(rest.items.map(({ text }) => text).join()).toContain('This is page 206')
  expect(rest.next).toBeNull()
})

test('a reader fetches a file piece by piece', async () => {
  const path = downloadFile.path.replace(':fileId', fileId)
  const part = await bob.request('GET', path, { headers: { range: 'bytes=100-1123' } })
  expect([part.statusCode, part.headers['content-range'], part.headers['content-length']]).toEqual([
    206,
    `bytes 100-1123/${bytes.length}`,
    '1024',
  ])
  expect(part.rawPayload.equals(bytes.subarray(100, 1124))).toBe(true)
  const whole = await bob.request('GET', path)
  expect([whole.statusCode, whole.headers['accept-ranges'], whole.headers['content-encoding']]).toEqual([
    200,
    'bytes',
    undefined,
  ])
})

test('the place goes with the paper: of a file in the trash nothing is told', async () => {
  const { sha256, sizeBytes } = await seogo.house.files.put(Readable.from([makePdf({ pages: [page(1)] })]), {
    maxBytes: 1_000_000,
  })
  const other = await seogo.house.database.asUser(cat.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx, undefined)
    return addPdf(tx, { libraryId, sha256, sizeBytes, fileName: 'b.pdf', addedBy: cat.userId })
  })
  const params = { fileId: other.fileId }
  await cat.call(keepReadingPlace, { params, body: { page: 1, share: 0.5 } })
  await cat.call(removePaper, { params: { paperId: other.paperId } })
  await expect(cat.call(getReadingPlace, { params })).rejects.toMatchObject({
    problem: { code: 'file_not_found' },
  })
})
