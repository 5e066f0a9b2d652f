import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cslItem } from '#contract/csl.ts'
import type { FileId, JobId, LibraryId, PaperId } from '#contract/ids.ts'
import { jobEnded } from '#contract/job-events.ts'
import { addMember, createSharedLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { emit } from '#platform/outbox/emit.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { correctPaper, getPage, getPaper, listPapers, removePaper } from '../contract.ts'
import { readFileJob, resumeReadingJob } from './jobs.ts'
import { addPaper, addPdf, pagesOf, rectanglesOf, textStateOf } from './papers.ts'
import { flateBomb, makePdf, textAt } from './pdf/testing/make-pdf.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let firstPaper: Buffer

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  firstPaper = await readFile(join(import.meta.dirname, '../../../examples/first-paper.pdf'))
})
afterAll(() => seogo.close())

/** Puts a PDF into a library as an upload does. */
async function give(person: Person, bytes: Buffer, more: { fileName?: string; libraryId?: LibraryId } = {}) {
  const { sha256, sizeBytes } = await seogo.house.files.put(Readable.from([bytes]), { maxBytes: 100_000_000 })
  return seogo.house.database.asUser(person.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx, more.libraryId)
    const fileName = more.fileName ?? 'a_paper.pdf'
    return addPdf(tx, { libraryId, sha256, sizeBytes, fileName, addedBy: person.userId })
  })
}

const paperOf = (person: Person, paperId: PaperId) => person.call(getPaper, { params: { paperId } })

/** The jobs about a paper, newest first. */
async function jobsAbout(paperId: PaperId) {
  return seogo.house.database.asSystem('look at the jobs of a test', (tx) =>
    tx
      .selectFrom('background_jobs')
      .select(['id', 'kind', 'state', 'error_code', 'stage', 'progress_percent'])
      .where('subject_id', '=', paperId)
      .orderBy('id', 'desc')
      .execute(),
  )
}

const askToResume = () =>
  seogo.house.database.asSystem('ask as the schedule does', (tx) => enqueue(tx, resumeReadingJob, {}))

/** A page with a title, an author, a DOI and enough text to be one. */
function smallPaper(title: string, doi: string): Buffer {
  const lines = [
    textAt({ x: 72, y: 700, size: 20, font: 'bold' }, title),
    textAt({ x: 72, y: 670, size: 12 }, 'Ada Lovelace'),
    textAt({ x: 72, y: 640 }, `doi:${doi}`),
    ...[600, 588, 576].map((y) =>
      textAt({ x: 72, y }, 'An engine weaves algebraic patterns as a loom weaves flowers and leaves.'),
    ),
  ]
  return makePdf({ pages: [{ content: lines.join('') }] })
}

describe('a stored PDF', () => {
  test('is read in the background: record, pages with places, picture', async () => {
    const { paperId, fileId } = await give(ann, firstPaper)
    expect(await paperOf(ann, paperId)).toMatchObject({ title: 'a paper', fileState: 'stored' })
    await seogo.workUntilQuiet()
    const paper = await paperOf(ann, paperId)
    expect(paper).toMatchObject({
      title: 'Two-Syllable Words and Trigram Indexes: Measuring Korean Title Search in a Paper Library',
      authors: ['Mirae Han', 'Jonas Lindqvist'],
      year: 2026,
      doi: null,
      fileState: 'read',
      files: [{ state: 'read', pageCount: 2, textQuality: 'good', hasThumbnail: true, problem: null }],
    })
    expect(paper.abstract).toMatch(/^Trigram indexes are the usual advice/)
    expect(paper.origins.title).toMatchObject({ source: 'page' })
    expect(paper.csl.author).toEqual([
      { family: 'Han', given: 'Mirae' },
      { family: 'Lindqvist', given: 'Jonas' },
    ])

    const page = await ann.call(getPage, { params: { fileId, number: 1 } })
    const start = page.text.indexOf('Trigram indexes are the usual advice')
    const [place] = rectanglesOf(page, start, start + 15)
    expect(place?.x).toBeGreaterThan(90)
    expect(place?.y).toBeLessThan(page.heightPt)

    const picture = await ann.request('GET', `/api/files/${fileId}/thumbnail`)
    expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/webp'])
    expect(await jobsAbout(paperId)).toMatchObject([{ kind: 'papers.readFile', state: 'completed' }])
    const found = await ann.call(listPapers, { query: { q: 'trigram Lindqvist' } })
    expect(found.items.map(({ id }) => id)).toEqual([paperId])
  })

  test('gives its text to other features once it is read', async () => {
    const { paperId } = await give(bob, firstPaper)
    const seen = () =>
      seogo.house.database.asUser(bob.userId, async (tx) => ({
        state: await textStateOf(tx, paperId),
        pages: (await pagesOf(tx, paperId))?.pages.length,
      }))
    expect(await seen()).toEqual({ state: 'being_read', pages: undefined })
    await seogo.workUntilQuiet()
    expect(await seen()).toEqual({ state: 'ready', pages: 2 })
  })

  test('answers byte ranges, as a reader of long files asks for them', async () => {
    const { fileId } = await give(ann, firstPaper)
    const range = (value: string) => ann.request('GET', `/api/files/${fileId}`, { headers: { range: value } })
    const part = await range('bytes=5-9')
    expect([part.statusCode, part.headers['content-range']]).toEqual([206, `bytes 5-9/${firstPaper.length}`])
    expect(part.rawPayload.equals(firstPaper.subarray(5, 10))).toBe(true)
    const end = await range('bytes=-6')
    expect(end.rawPayload.equals(firstPaper.subarray(-6))).toBe(true)
    expect((await range(`bytes=${firstPaper.length}-`)).statusCode).toBe(416)
    const whole = await ann.request('GET', `/api/files/${fileId}`)
    expect(whole.rawPayload.equals(firstPaper)).toBe(true)
    expect(whole.headers['content-type']).toBe('application/pdf')
  })

  test('never overwrites what a person corrected', async () => {
    const { paperId } = await give(ann, smallPaper('What the Page Says', '10.1000/corrected'))
    await ann.call(correctPaper, { params: { paperId }, body: { title: 'What Ann says', year: null } })
    await seogo.workUntilQuiet()
    const paper = await paperOf(ann, paperId)
    expect(paper).toMatchObject({
      title: 'What Ann says',
      authors: ['Ada Lovelace'],
      doi: '10.1000/corrected',
      year: null,
    })
    expect(paper.origins).toMatchObject({ title: { source: 'person' }, doi: { source: 'page' } })
  })

  test('leaves a DOI to the paper that has it already', async () => {
    const doi = '10.1000/held'
    await seogo.house.database.asUser(ann.userId, async (tx) => {
      const csl = cslItem.parse({ type: 'article-journal', title: 'The holder', DOI: doi })
      return addPaper(tx, { libraryId: await requireEditableLibrary(tx), csl, addedBy: ann.userId })
    })
    const { paperId } = await give(ann, smallPaper('The Late Comer of the Library', doi))
    await seogo.workUntilQuiet()
    expect(await paperOf(ann, paperId)).toMatchObject({
      title: 'The Late Comer of the Library',
      doi: null,
      fileState: 'read',
    })
  })

  test('that is read again, or asked for twice, is the same', async () => {
    const { paperId, fileId } = await give(ann, smallPaper('Read Again and Again', '10.1000/again'))
    await seogo.workUntilQuiet()
    const before = await paperOf(ann, paperId)
    await seogo.house.database.asUser(ann.userId, async (tx) => {
      await tx.updateTable('files').set({ state: 'reading' }).where('id', '=', fileId).execute()
      await enqueue(tx, readFileJob, { fileId, libraryId: before.libraryId }, { key: fileId })
    })
    await seogo.workUntilQuiet()
    const after = await paperOf(ann, paperId)
    expect(after).toMatchObject({
      title: before.title,
      authors: before.authors,
      doi: before.doi,
      fileState: 'read',
    })
    expect((await ann.call(getPage, { params: { fileId, number: 1 } })).text).toContain('Ada Lovelace')
    await expect(ann.call(getPage, { params: { fileId, number: 2 } })).rejects.toThrow('404')
  })

  test('that a lost job left behind is asked for again on behalf of the library’s owner', async () => {
    const { paperId } = await give(ann, smallPaper('Left Behind by a Lost Job', '10.1000/lost'))
    await seogo.house.database.asSystem('lose a job', (tx) =>
      tx.deleteFrom('background_jobs').where('subject_id', '=', paperId).execute(),
    )
    await askToResume()
    await seogo.workUntilQuiet()
    expect(await paperOf(ann, paperId)).toMatchObject({ fileState: 'read', doi: '10.1000/lost' })
  })

  test('whose job somebody cancelled is left alone, and one whose job killed its workers is closed', async () => {
    const cancelled = await give(ann, smallPaper('Cancelled by Somebody', '10.1000/cancelled'))
    const deadly = await give(ann, smallPaper('Deadly to its Workers', '10.1000/deadly'))
    await seogo.house.database.asSystem('end jobs as others do', async (tx) => {
      const end = (paperId: PaperId, state: 'cancelled' | 'failed', error_code: string | null) =>
        tx
          .updateTable('background_jobs')
          .set({ state, error_code, finished_at: new Date() })
          .where('subject_id', '=', paperId)
          .execute()
      await end(cancelled.paperId, 'cancelled', null)
      await end(deadly.paperId, 'failed', 'worker_died')
    })
    await askToResume()
    await seogo.workUntilQuiet()
    expect(await paperOf(ann, cancelled.paperId)).toMatchObject({ fileState: 'stored' })
    expect(await paperOf(ann, deadly.paperId)).toMatchObject({
      files: [{ state: 'unreadable', problem: 'worker_died' }],
    })
  })
})

describe('a PDF whose reading somebody cancelled', () => {
  test('is not read by itself after its job was swept away, and is read once somebody asks', async () => {
    const { paperId, fileId } = await give(ann, smallPaper('Not Wanted Now', '10.1000/unwanted'))
    const jobId = (await jobsAbout(paperId))[0]?.id as JobId
    await seogo.house.database.asSystem('cancel a job as its page does', async (tx) => {
      await tx
        .updateTable('background_jobs')
        .set({ state: 'cancelled', finished_at: new Date() })
        .where('id', '=', jobId)
        .execute()
      await emit(tx, jobEnded, { jobId, kind: readFileJob.name, state: 'cancelled' })
    })
    await seogo.workUntilQuiet()
    await seogo.house.database.asSystem('sweep as time does', (tx) =>
      tx.deleteFrom('background_jobs').where('id', '=', jobId).execute(),
    )
    await askToResume()
    await seogo.workUntilQuiet()
    expect(await paperOf(ann, paperId)).toMatchObject({ fileState: 'stored' })
    expect(await jobsAbout(paperId)).toEqual([])

    await seogo.house.database.asUser(ann.userId, async (tx) => {
      const libraryId = await requireEditableLibrary(tx)
      await enqueue(tx, readFileJob, { fileId, libraryId }, { key: fileId })
    })
    await seogo.workUntilQuiet()
    expect(await paperOf(ann, paperId)).toMatchObject({ fileState: 'read' })
  })
})

describe('a PDF that cannot be read', () => {
  test.each([
    [
      'a web page under a wrong name',
      'pdf_not_a_pdf',
      () => Buffer.from('<!doctype html><h1>Not found</h1>'),
    ],
    ['the beginning of a file', 'pdf_damaged', () => firstPaper.subarray(0, 900)],
    ['a file without a page', 'pdf_no_pages', () => makePdf({ pages: [] })],
    ['a bomb of 600 megabytes', 'pdf_limits_exceeded', flateBomb],
  ])('%s says %s on the file and on its job, and the house goes on', async (_, code, make) => {
    const { paperId } = await give(ann, make(), { fileName: `${code}.pdf` })
    await seogo.workUntilQuiet({ timeoutMs: 55_000 })
    expect(await paperOf(ann, paperId)).toMatchObject({
      title: code.replaceAll('_', ' '),
      files: [{ state: 'unreadable', problem: code, pageCount: null, hasThumbnail: false }],
    })
    expect(await jobsAbout(paperId)).toMatchObject([{ state: 'failed', error_code: code }])
  })

  test('bytes that have vanished from the store are said to be missing', async () => {
    const { paperId } = await give(ann, smallPaper('Vanished from the Store', '10.1000/vanished'))
    const [file] = (await paperOf(ann, paperId)).files
    await seogo.house.files.remove(file?.sha256 ?? '')
    await seogo.workUntilQuiet()
    expect(await paperOf(ann, paperId)).toMatchObject({
      files: [{ state: 'unreadable', problem: 'file_not_found' }],
    })
  })

  test('letters without meaning are kept out of the text', async () => {
    const unmapped = String.fromCharCode(...Array.from({ length: 200 }, (_, index) => 1 + (index % 8)))
    const file = makePdf({ pages: [{ content: textAt({ x: 72, y: 700 }, `${unmapped} abc`) }] })
    const { paperId, fileId } = await give(ann, file, { fileName: 'old fonts.pdf' })
    await seogo.workUntilQuiet()
    expect(await paperOf(ann, paperId)).toMatchObject({
      title: 'old fonts',
      files: [{ textQuality: 'garbage' }],
    })
    expect(await ann.call(getPage, { params: { fileId, number: 1 } })).toMatchObject({
      text: '',
      boxes: [],
      widthPt: 612,
    })
  })
})

describe('a shared library', () => {
  test('shows its papers to its members, lets editors change them and readers not', async () => {
    const cora = await seogo.person('Cora')
    const libraryId = await createSharedLibrary(seogo.house, { name: 'The lab', ownerId: ann.userId })
    await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'editor' })
    await addMember(seogo.house, { libraryId, userId: cora.userId, membership: 'reader' })
    const { paperId, fileId } = await give(bob, smallPaper('Shared by the Whole Lab', '10.1000/shared'), {
      libraryId,
    })
    await seogo.workUntilQuiet()
    const params = { paperId }
    for (const member of [ann, bob, cora]) {
      expect(await paperOf(member, paperId)).toMatchObject({ title: 'Shared by the Whole Lab', libraryId })
      expect((await member.request('GET', `/api/files/${fileId}`)).statusCode).toBe(200)
    }
    expect(await ann.call(correctPaper, { params, body: { venue: 'Lab Notes' } })).toMatchObject({
      venue: 'Lab Notes',
    })
    await expect(cora.call(correctPaper, { params, body: { venue: 'Mine' } })).rejects.toThrow(
      '403 library_read_only',
    )
    await expect(cora.call(removePaper, { params })).rejects.toThrow('403 library_read_only')
  })

  test('of others does not exist: every route answers as for a paper that never was', async () => {
    const dan = await seogo.person('Dan')
    const { paperId, fileId } = await give(ann, smallPaper('Nobody Else Sees This', '10.1000/private'))
    await seogo.workUntilQuiet()
    const params = { paperId }
    await expect(dan.call(getPaper, { params })).rejects.toThrow('404 paper_not_found')
    await expect(dan.call(correctPaper, { params, body: { title: 'Mine' } })).rejects.toThrow(
      '404 paper_not_found',
    )
    await expect(dan.call(removePaper, { params })).rejects.toThrow('404 paper_not_found')
    await expect(dan.call(getPage, { params: { fileId, number: 1 } })).rejects.toThrow('404 file_not_found')
    for (const path of [`/api/files/${fileId}`, `/api/files/${fileId}/thumbnail`]) {
      const answer = await dan.request('GET', path)
      expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'file_not_found' }])
    }
    expect((await dan.call(listPapers, { query: {} })).items).toEqual([])
    expect((await dan.call(listPapers, { query: { q: 'nobody else' } })).items).toEqual([])
    const seen = await seogo.house.database.asUser(dan.userId, (tx) =>
      Promise.all([
        tx.selectFrom('papers').select('id').execute(),
        tx.selectFrom('files').select('id').execute(),
        tx.selectFrom('pages').select('number').execute(),
      ]),
    )
    expect(seen).toEqual([[], [], []])
    await expect(
      seogo.house.database.asUser(dan.userId, (tx) =>
        tx
          .updateTable('files')
          .set({ state: 'stored' })
          .where('id', '=', fileId as FileId)
          .returning('id')
          .execute(),
      ),
    ).resolves.toEqual([])
  })
})
