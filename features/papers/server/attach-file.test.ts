import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { getPaper, listPapers, removePaper, restorePaper } from '../contract.ts'
import { addPaper, addPdf, amendRecord, attachFile } from './papers.ts'

const example = readFileSync(join(import.meta.dirname, '../../../examples/first-paper.pdf'))

let seogo: TestHouse
let ann: Person
let libraryId: LibraryId

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  libraryId = await seogo.house.database.asUser(ann.userId, (tx) => requireEditableLibrary(tx))
})
afterAll(() => seogo.close())

async function newPaper(title: string): Promise<PaperId> {
  const csl = { type: 'article-journal', title } as const
  const record = { libraryId, csl, addedBy: ann.userId, origin: { source: 'connector', confidence: 1 } }
  return (await seogo.house.database.asUser(ann.userId, (tx) => addPaper(tx, record))).paperId
}

async function attach(paperId: PaperId, bytes: Buffer, mediaType = 'application/pdf') {
  const { sha256, sizeBytes } = await seogo.house.files.put(Readable.from([bytes]), { maxBytes: 1e8 })
  const file = { paperId, sha256, sizeBytes, fileName: 'a.file', mediaType }
  return seogo.house.database.asUser(ann.userId, (tx) => attachFile(tx, file))
}

test('a file given to a paper is read, fills what its record lacks and changes nothing that was said', async () => {
  const paperId = await newPaper('As the browser knew it')
  const page = await attach(paperId, Buffer.from('<p>a page</p>'), 'text/html')
  const pdf = await attach(paperId, example)
  expect([page.outcome, pdf.outcome, pdf.paperId]).toEqual(['added', 'added', paperId])
  await seogo.workUntilQuiet()
  const paper = await ann.call(getPaper, { params: { paperId } })
  expect(paper.files.map(({ mediaType, state }) => [mediaType, state])).toEqual([
    ['text/html', 'read'],
    ['application/pdf', 'read'],
  ])
  expect(paper.title).toBe('As the browser knew it')
  expect(paper.authors.length).toBeGreaterThan(0)
  // The list shows the PDF, whichever file came first.
  expect(paper.thumbnailFileId).toBe(pdf.fileId)
})

test('the same bytes stay with the paper that has them, and come out of the trash to one that is wanted', async () => {
  const [owner] = (await ann.call(listPapers, { query: {} })).items
  const other = await newPaper('Another record of it')
  expect(await attach(other, example)).toMatchObject({ outcome: 'already_there', paperId: owner?.id })
  await ann.call(removePaper, { params: { paperId: owner?.id ?? other } })
  expect(await attach(other, example)).toMatchObject({ outcome: 'added', paperId: other })
  expect((await ann.call(getPaper, { params: { paperId: other } })).files).toMatchObject([{ state: 'read' }])
  await expect(attach(owner?.id ?? other, example)).rejects.toThrow('paper_not_found')
})

test('a record is amended without a word about where its fields came from being lost', async () => {
  const paperId = await newPaper('With a note')
  await seogo.house.database.asUser(ann.userId, (tx) =>
    amendRecord(tx, paperId, (csl) => ({ ...csl, annote: '메모' })),
  )
  expect(await ann.call(getPaper, { params: { paperId } })).toMatchObject({
    csl: { annote: '메모' },
    origins: { title: { source: 'connector' } },
  })
})

test('a file goes back to the paper it was taken from when that one comes back and the borrower is gone', async () => {
  const [first, second] = [await newPaper('Lender one'), await newPaper('Borrower one')]
  const bytes = Buffer.from('%PDF-1.7 lent and returned')
  await attach(first, bytes)
  await ann.call(removePaper, { params: { paperId: first } })
  await attach(second, bytes)
  await ann.call(removePaper, { params: { paperId: second } })
  expect((await ann.call(restorePaper, { params: { paperId: first } })).files).toHaveLength(1)
  expect((await ann.call(restorePaper, { params: { paperId: second } })).files).toEqual([])
})

test('a PDF whose paper is in the trash and has left its DOI to another one goes to that one', async () => {
  const withDoi = async (title: string) => {
    const csl = { type: 'article-journal', title, DOI: '10.5555/left' } as const
    const record = { libraryId, csl, addedBy: ann.userId }
    return (await seogo.house.database.asUser(ann.userId, (tx) => addPaper(tx, record))).paperId
  }
  const bytes = Buffer.from('%PDF-1.7 of two records')
  const first = await withDoi('As it was first')
  await attach(first, bytes)
  await ann.call(removePaper, { params: { paperId: first } })
  const heir = await withDoi('As it is now')
  const { sha256, sizeBytes } = await seogo.house.files.put(Readable.from([bytes]), { maxBytes: 1e8 })
  const pdf = { libraryId, sha256, sizeBytes, fileName: 'again.pdf', addedBy: ann.userId }
  const added = await seogo.house.database.asUser(ann.userId, (tx) => addPdf(tx, pdf))
  expect(added).toMatchObject({ outcome: 'already_there', paperId: heir })
  expect((await ann.call(getPaper, { params: { paperId: heir } })).files).toHaveLength(1)
})
