import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { askOcr, getPage, getPaper } from '../../contract.ts'
import { resumeOcrJob } from '../jobs.ts'
import { addPdf, textStateOf } from '../papers.ts'
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
const body = (from: number): PrintedLine[] =>
  [...sentences, ...sentences].map((text, line) => ({ x: 60, y: from + line * 20, size: 12, text }))
const englishScan = (pages: number) =>
  makeScan(
    Array.from({ length: pages }, (_, page) => [
      { x: 60, y: 90, size: 24, text: page === 0 ? 'Reading Pictures of Old Pages' : `Part ${page + 1}` },
      ...(page === 0 ? [{ x: 60, y: 130, size: 14, text: 'Ada Lovelace' }] : []),
      ...body(200),
    ]),
  )

async function give(seogo: TestHouse, person: Person, bytes: Buffer) {
  const { sha256, sizeBytes } = await seogo.house.files.put(Readable.from([bytes]), { maxBytes: 1e8 })
  return seogo.house.database.asUser(person.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx)
    return addPdf(tx, { libraryId, sha256, sizeBytes, fileName: 'scan.pdf', addedBy: person.userId })
  })
}

const fileOf = async (person: Person, paperId: PaperId) =>
  (await person.call(getPaper, { params: { paperId } })).files[0] ?? expect.fail('no file')

describeOcr('a scan', () => {
  let seogo: TestHouse
  let ann: Person
  let bob: Person

  beforeAll(async () => {
    seogo = await openTestHouse({ SEOGO_OCR: 'auto', SEOGO_OCR_MAX_PAGES: '3' })
    ann = await seogo.person('Ann')
    bob = await seogo.person('Bob')
  })
  afterAll(() => seogo.close())

  test('is read in the background: text with places, title, and a word that it was OCR', {
    timeout: 120_000,
  }, async () => {
    const { paperId, fileId } = await give(seogo, ann, await englishScan(1))
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

    // Again: every page anew. Nobody else may ask.
    await expect(bob.call(askOcr, { params: { fileId } })).rejects.toThrow('404 file_not_found')
    await ann.call(askOcr, { params: { fileId } })
    await ann.call(askOcr, { params: { fileId } })
    expect(await fileOf(ann, paperId)).toMatchObject({ ocr: { state: 'waiting', pagesDone: 0 } })
    await seogo.workUntilQuiet()
    expect(await fileOf(ann, paperId)).toMatchObject({ ocr: { state: 'done', pagesDone: 1 } })
  })

  test('in Korean is read as Korean', { timeout: 60_000 }, async () => {
    const korean = [
      '이 연구는 한국어 학술 논문의 제목 검색을 위한 색인 구조를 비교한다.',
      '두 음절로 된 명사가 많은 한국어에서는 영어와 다른 방법이 필요하다.',
      '실험 결과 제안한 방법은 기존 방법보다 빠르고 정확하였다.',
    ]
    const scan = await makeScan([
      [
        { x: 60, y: 100, size: 20, text: '한국어 논문 검색의 색인 구조' },
        ...[...korean, ...korean].map((text, line) => ({ x: 60, y: 140 + line * 22, size: 13, text })),
      ],
    ])
    const { paperId, fileId } = await give(seogo, ann, scan)
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
    const { paperId, fileId } = await give(seogo, ann, await englishScan(4))
    const worker = await seogo.startWorker()
    while (((await fileOf(ann, paperId)).ocr?.pagesDone ?? 0) < 1)
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
    await seogo.workUntilQuiet()
    const textOf = async (number: number) => (await ann.call(getPage, { params: { fileId, number } })).text
    expect(await textOf(1)).toBe('kept as it was')
    expect(await textOf(3)).toContain('Part 3')
    expect(await textOf(4)).toBe('')
    expect(await fileOf(ann, paperId)).toMatchObject({
      pageCount: 4,
      textQuality: 'ocr',
      ocr: { state: 'done', problem: 'ocr_page_limit', pagesDone: 3 },
    })
  })

  test('without a letter says that nothing was found; a file with text is not read by OCR', {
    timeout: 60_000,
  }, async () => {
    const empty = await give(seogo, ann, await makeScan([[]]))
    const content = sentences.map((text, line) => textAt({ x: 60, y: 700 - line * 20 }, text)).join('')
    const printed = await give(seogo, ann, makePdf({ pages: [{ content }] }))
    await seogo.workUntilQuiet()
    expect(await fileOf(ann, empty.paperId)).toMatchObject({
      textQuality: 'none',
      ocr: { state: 'done', problem: 'ocr_no_text' },
    })
    expect(await fileOf(ann, printed.paperId)).toMatchObject({ textQuality: 'good', ocr: null })
    await expect(ann.call(askOcr, { params: { fileId: printed.fileId } })).rejects.toThrow(
      '409 ocr_not_needed',
    )
  })
})

test('a scan says why it is not read: the program or its language is not there', {
  timeout: 60_000,
}, async () => {
  const seogo = await openTestHouse({ SEOGO_OCR: 'auto', SEOGO_OCR_LANGUAGES: 'xyz' })
  onTestFinished(() => seogo.close())
  const ann = await seogo.person('Ann')
  const { paperId, fileId } = await give(seogo, ann, await makeScan([[]]))
  await seogo.workUntilQuiet()
  const needed = { textQuality: 'none', ocr: { state: 'needed', problem: 'ocr_not_installed', pagesDone: 0 } }
  expect(await fileOf(ann, paperId)).toMatchObject(needed)
  await ann.call(askOcr, { params: { fileId } })
  await seogo.workUntilQuiet()
  expect(await fileOf(ann, paperId)).toMatchObject(needed)
  await seogo.house.database.asSystem('ask as the schedule does', (tx) => enqueue(tx, resumeOcrJob, {}))
  await seogo.workUntilQuiet()
  expect(await fileOf(ann, paperId)).toMatchObject(needed)
})

describeOcr('a word read by OCR', () => {
  test.each([0, 90, 180, 270] as const)(
    'stands where the text of a page turned by %i° says',
    async (rotation) => {
      const folder = mkdtempSync(join(tmpdir(), 'seogo-ocr-'))
      onTestFinished(() => rmSync(folder, { recursive: true }))
      const path = join(folder, 'turned.pdf')
      const place = { 0: [100, 600], 90: [200, 100], 180: [500, 300], 270: [300, 700] }[rotation]
      const [x = 0, y = 0] = place
      const content = textAt({ x, y, size: 24, turned: rotation }, 'Turned pages')
      writeFileSync(path, makePdf({ pages: [{ widthPt: 612, heightPt: 792, rotation, content }] }))
      const [asText] = (await readPdf(path)).pages
      const found = tesseract ?? expect.fail('no Tesseract')
      const seen = await readPageByOcr(path, { tesseract: found, languages: ['eng'], number: 1, rotation })
      expect(seen.text).toBe('Turned pages')
      const [, , left = 0, low = 0, wide = 0, high = 0, turns = 0] = asText?.boxes[0] ?? []
      for (const box of seen.boxes) {
        expect(box[6] ?? 0).toBe(turns)
        expect(box[2]).toBeGreaterThan(left - 3)
        expect(box[3]).toBeGreaterThan(low - 3)
        expect(box[2] + box[4]).toBeLessThan(left + wide + 3)
        expect(box[3] + box[5]).toBeLessThan(low + high + 3)
      }
    },
  )
})
