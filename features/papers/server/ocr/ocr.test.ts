import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { askOcr, getPage, getPaper } from '../../contract.ts'
import { ocrFileJob, resumeOcrJob } from '../jobs.ts'
import { addPdf, textStateOf } from '../papers.ts'
import type { PdfPage } from '../pdf/pdf-reading.ts'
import { readPdf } from '../pdf/read-pdf.ts'
import { makePdf, textAt } from '../pdf/testing/make-pdf.ts'
import { makeScan, type PrintedLine } from '../pdf/testing/make-scan.ts'
import { readPageByOcr } from './read-page.ts'
import { findTesseract } from './tesseract.ts'

const tesseract = await findTesseract()
const hasKorean = tesseract?.languages.includes('kor') === true && tesseract.languages.includes('eng')
// Without Tesseract and its Korean and English data these tests are skipped: tesseract-ocr tesseract-ocr-kor tesseract-ocr-eng.
const describeOcr = describe.skipIf(!hasKorean)

const sentences = [
  'A library that reads along with its users needs the text of every page,',
  'and a scan has none: it is a picture of letters that somebody once printed.',
  'We draw each page again, have a program look at it, and keep what it saw',
  'together with the place of every word, so that a quote can be shown.',
]
// Enough letters for one look to do (see read-page.ts).
const body = (from: number): PrintedLine[] =>
  [...sentences, ...sentences.slice(0, 2)].map((text, line) => ({
    x: 60,
    y: from + line * 20,
    size: 12,
    text,
  }))

let seogo: TestHouse
let ann: Person
let bob: Person
beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_OCR: 'auto', SEOGO_OCR_MAX_PAGES: '3' })
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
})
afterAll(() => seogo.close())

async function give(bytes: Buffer) {
  const { sha256, sizeBytes } = await seogo.house.files.put(Readable.from([bytes]), { maxBytes: 1e8 })
  return seogo.house.database.asUser(ann.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx)
    return addPdf(tx, { libraryId, sha256, sizeBytes, fileName: 'scan.pdf', addedBy: ann.userId })
  })
}

const fileOf = async (paperId: PaperId) =>
  (await ann.call(getPaper, { params: { paperId } })).files[0] ?? expect.fail('no file')

/** A page without a letter takes Tesseract no time; each its own bytes, for a library has the same ones once. */
let blankPages = 0
function blankScan() {
  blankPages += 1
  const content = `0.99 g 0 0 ${blankPages} 1 re f`
  return makePdf({ pages: [{ widthPt: 150, heightPt: 150, content }] })
}

/** Turns the newest job that is to read a scan, as its row on the page of jobs does. */
async function turnJobOf(paperId: PaperId, turn: 'cancel' | 'retry') {
  const { id } = await seogo.house.database.asSystem('look at the jobs of a test', (tx) =>
    tx
      .selectFrom('background_jobs')
      .select('id')
      .where('subject_id', '=', paperId)
      .where('kind', '=', ocrFileJob.name)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  )
  const { statusCode } = await ann.request('POST', `/api/jobs/${id}/${turn}`)
  expect(statusCode).toBe(200)
}

const askAsSchedule = () =>
  seogo.house.database.asSystem('ask as the schedule does', (tx) => enqueue(tx, resumeOcrJob, {}))

const withoutData = { config: { SEOGO_OCR_LANGUAGES: 'xyz' } }

describeOcr('a scan', () => {
  test('is read in the background: text with places, title, and a word that it was OCR', {
    timeout: 120_000,
  }, async () => {
    const { paperId, fileId } = await give(
      await makeScan([
        [
          { x: 60, y: 90, size: 24, text: 'Reading Pictures of Old Pages' },
          { x: 60, y: 130, size: 14, text: 'Ada Lovelace' },
          ...body(200),
        ],
      ]),
    )
    await seogo.workUntilQuiet()
    const paper = await ann.call(getPaper, { params: { paperId } })
    expect(paper).toMatchObject({ title: 'Reading Pictures of Old Pages', authors: ['Ada Lovelace'] })
    expect(paper.origins.title?.confidence).toBeLessThan(0.76)
    expect(paper.files[0]).toMatchObject({
      state: 'read',
      textQuality: 'ocr',
      ocr: { state: 'done', problem: null, pagesDone: 1 },
    })
    expect(paper.files[0]?.ocr?.confidence).toBeGreaterThan(0.8)
    const page = await ann.call(getPage, { params: { fileId, number: 1 } })
    // “a scan” is one word to the Korean data; the others are as they were printed.
    for (const sentence of [sentences[0], sentences[2], sentences[3]]) expect(page.text).toContain(sentence)
    const title = page.boxes.find(([start, end]) => page.text.slice(start, end) === 'Pictures')
    // Printed 90 points below the upper edge, in 24 points.
    expect(title?.[3]).toBeGreaterThan(842 - 96)
    expect(title?.[3]).toBeLessThan(842 - 84)
    expect(await seogo.house.database.asUser(ann.userId, (tx) => textStateOf(tx, paperId))).toBe('ready')
  })

  test('in Korean is read as Korean', { timeout: 60_000 }, async () => {
    const korean = [
      '이 연구는 한국어 학술 논문의 제목 검색을 위한 색인 구조를 비교한다.',
      '두 음절로 된 명사가 많은 한국어에서는 영어와 다른 방법이 필요하다.',
      '실험 결과 제안한 방법은 기존 방법보다 빠르고 정확하였다.',
    ]
    const title = { x: 60, y: 60, size: 20, text: '한국어 논문 검색의 색인 구조' }
    const lines = [...korean, ...korean].map((text, line) => ({ x: 60, y: 100 + line * 22, size: 13, text }))
    const scan = await makeScan([[title, ...lines]], { heightPt: 260 })
    const { paperId, fileId } = await give(scan)
    await seogo.workUntilQuiet()
    const { text } = await ann.call(getPage, { params: { fileId, number: 1 } })
    const syllables = (of: string) => of.match(/\p{Script=Hangul}/gu) ?? []
    const expected = syllables(['한국어 논문 검색의 색인 구조', ...korean].join(' '))
    const found = new Set(syllables(text))
    expect(expected.filter((syllable) => found.has(syllable)).length / expected.length).toBeGreaterThan(0.95)
    expect(await ann.call(getPaper, { params: { paperId } })).toMatchObject({
      title: '한국어 논문 검색의 색인 구조',
    })
  })

  test('goes on after the pages that were read when its worker is stopped, up to the limit of pages', {
    timeout: 120_000,
  }, async () => {
    const pages = [1, 2, 3, 4].map((number) => [
      { x: 60, y: 50, size: 24, text: `Part ${number}` },
      ...body(90),
    ])
    const { paperId, fileId } = await give(await makeScan(pages, { heightPt: 230 }))
    const english = { config: { SEOGO_OCR_LANGUAGES: 'eng' } }
    const worker = await seogo.startWorker(english)
    while (((await fileOf(paperId)).ocr?.pagesDone ?? 0) < 1)
      await new Promise((resolve) => setTimeout(resolve, 50))
    await worker.stop(0)
    const marked = await seogo.house.database.asSystem('mark what was read', (tx) =>
      tx
        .updateTable('pages')
        .set({ text: 'kept as it was' })
        .where('file_id', '=', fileId)
        .where('ocr_confidence', 'is not', null)
        .returning('number')
        .execute(),
    )
    expect(marked.length).toBeGreaterThan(0)
    expect(marked.length).toBeLessThan(3)
    await seogo.workUntilQuiet(english)
    const textOf = async (number: number) => (await ann.call(getPage, { params: { fileId, number } })).text
    expect(await textOf(1)).toBe('kept as it was')
    expect(await textOf(3)).toContain('Part 3')
    expect(await textOf(4)).toBe('')
    expect(await fileOf(paperId)).toMatchObject({
      pageCount: 4,
      textQuality: 'ocr',
      ocr: { state: 'done', problem: 'ocr_page_limit', pagesDone: 3 },
    })
  })

  test('without a letter says that nothing was found, and is read anew when somebody of the library asks', {
    timeout: 60_000,
  }, async () => {
    const { paperId, fileId } = await give(blankScan())
    await seogo.workUntilQuiet()
    const nothing = { textQuality: 'none', ocr: { state: 'done', problem: 'ocr_no_text', pagesDone: 1 } }
    expect(await fileOf(paperId)).toMatchObject(nothing)
    await seogo.house.database.asSystem('leave something to read anew', (tx) =>
      tx.updateTable('pages').set({ text: 'of the first time' }).where('file_id', '=', fileId).execute(),
    )
    await expect(bob.call(askOcr, { params: { fileId } })).rejects.toThrow('404 file_not_found')
    await ann.call(askOcr, { params: { fileId } })
    await ann.call(askOcr, { params: { fileId } })
    expect(await fileOf(paperId)).toMatchObject({ ocr: { state: 'waiting', pagesDone: 0 } })
    await seogo.workUntilQuiet()
    expect(await fileOf(paperId)).toMatchObject(nothing)
    expect((await ann.call(getPage, { params: { fileId, number: 1 } })).text).toBe('')
  })

  test('that waited for Tesseract is read once it is there; cancelled, it says so at once and waits to be asked', {
    timeout: 60_000,
  }, async () => {
    const { paperId, fileId } = await give(blankScan())
    const done = { ocr: { state: 'done', pagesDone: 1 } }
    const cancelled = { ocr: { state: 'needed', problem: 'ocr_cancelled' } }
    await seogo.workUntilQuiet(withoutData)
    expect(await fileOf(paperId)).toMatchObject({ ocr: { state: 'needed', problem: 'ocr_not_installed' } })
    await askAsSchedule()
    await seogo.workUntilQuiet()
    expect(await fileOf(paperId)).toMatchObject(done)

    await ann.call(askOcr, { params: { fileId } })
    await turnJobOf(paperId, 'cancel')
    await seogo.workUntilQuiet()
    expect(await fileOf(paperId)).toMatchObject(cancelled)
    await askAsSchedule()
    await seogo.workUntilQuiet()
    expect(await fileOf(paperId)).toMatchObject(cancelled)
    await turnJobOf(paperId, 'retry')
    await seogo.workUntilQuiet()
    expect(await fileOf(paperId)).toMatchObject(done)

    // Cancelled, and asked for again before anybody heard of it: the older news changes nothing.
    await ann.call(askOcr, { params: { fileId } })
    await turnJobOf(paperId, 'cancel')
    await ann.call(askOcr, { params: { fileId } })
    await seogo.workUntilQuiet()
    expect(await fileOf(paperId)).toMatchObject(done)
  })
})

test('a file with text of its own is not read by OCR', async () => {
  const content = sentences.map((text, line) => textAt({ x: 60, y: 700 - line * 20 }, text)).join('')
  const { paperId, fileId } = await give(makePdf({ pages: [{ content }] }))
  await seogo.workUntilQuiet()
  expect(await fileOf(paperId)).toMatchObject({ textQuality: 'good', ocr: null })
  await expect(ann.call(askOcr, { params: { fileId } })).rejects.toThrow('409 ocr_not_needed')
})

test('a scan says why it is not read: the program or its language is not there', async () => {
  const { paperId, fileId } = await give(blankScan())
  await seogo.workUntilQuiet(withoutData)
  const needed = { textQuality: 'none', ocr: { state: 'needed', problem: 'ocr_not_installed', pagesDone: 0 } }
  expect(await fileOf(paperId)).toMatchObject(needed)
  await ann.call(askOcr, { params: { fileId } })
  await seogo.workUntilQuiet(withoutData)
  expect(await fileOf(paperId)).toMatchObject(needed)
  await askAsSchedule()
  await seogo.workUntilQuiet(withoutData)
  expect(await fileOf(paperId)).toMatchObject(needed)
})

describeOcr('a word read by OCR', () => {
  const turns = [
    { rotation: 0, x: 60, y: 200 },
    { rotation: 90, x: 160, y: 60 },
    { rotation: 180, x: 240, y: 120 },
    { rotation: 270, x: 120, y: 240 },
  ] as const
  const folder = mkdtempSync(join(tmpdir(), 'seogo-ocr-'))
  const path = join(folder, 'turned.pdf')
  let asText: PdfPage[] = []
  beforeAll(async () => {
    const pages = turns.map(({ rotation, ...place }) => {
      const content = textAt({ ...place, size: 24, turned: rotation }, 'Turned pages')
      return { widthPt: 300, heightPt: 300, rotation, content }
    })
    writeFileSync(path, makePdf({ pages }))
    asText = (await readPdf(path)).pages
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each([1, 2, 3, 4])(
    'stands where the text says, however the page is turned (page %i)',
    async (number) => {
      const { rotation } = turns[number - 1] ?? expect.fail('no such page')
      const found = tesseract ?? expect.fail('no Tesseract')
      const seen = await readPageByOcr(path, { tesseract: found, languages: ['eng'], number, rotation })
      expect(seen.text).toBe('Turned pages')
      const [, , left = 0, low = 0, wide = 0, high = 0, turn = 0] = asText[number - 1]?.boxes[0] ?? []
      for (const box of seen.boxes) {
        expect(box[6] ?? 0).toBe(turn)
        expect(box[2]).toBeGreaterThan(left - 3)
        expect(box[3]).toBeGreaterThan(low - 3)
        expect(box[2] + box[4]).toBeLessThan(left + wide + 3)
        expect(box[3] + box[5]).toBeLessThan(low + high + 3)
      }
    },
  )
})
