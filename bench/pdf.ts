/**
 * How fast PDFs are read, beside pdftotext (poppler-utils) when it is installed, how fast scans are read by OCR when
 * Tesseract is, and how much memory books take:
 * `node bench/pdf.ts [--folder <PDFs>] [--json]`. Without a folder: the shared test data when present, else the example.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type OcrTask, readPageByOcr } from '#features/papers/server/ocr/read-page.ts'
import { findTesseract, languagesOf } from '#features/papers/server/ocr/tesseract.ts'
import { PdfProblem } from '#features/papers/server/pdf/pdf-problem.ts'
import type { PdfPage } from '#features/papers/server/pdf/pdf-reading.ts'
import { readPdf } from '#features/papers/server/pdf/read-pdf.ts'
import { renderThumbnail } from '#features/papers/server/pdf/thumbnail.ts'
import { latencyOf, report, round, watchChildren } from './measure.ts'

const { values } = parseArgs({
  options: { folder: { type: 'string' }, json: { type: 'boolean', default: false } },
})
const root = join(import.meta.dirname, '..')
const shared = join(root, '../shared/data/pdfs')
const folder = values.folder ?? (existsSync(shared) ? shared : join(root, 'examples'))
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.pdf'))
  .map((name) => join(folder, name))

type Row = { pages: number; seconds: number; pagesPerSecond: number; perFile: ReturnType<typeof latencyOf> }

async function timeFiles(read: (path: string) => Promise<number>): Promise<Row> {
  const durations: number[] = []
  let pages = 0
  for (const path of files) {
    const start = performance.now()
    pages += await read(path)
    durations.push(performance.now() - start)
  }
  const seconds = durations.reduce((sum, ms) => sum + ms, 0) / 1000
  return {
    pages,
    seconds: round(seconds),
    pagesPerSecond: round(pages / seconds),
    perFile: latencyOf(durations),
  }
}

/** Of each scan: enough to know a page's price. */
const scannedPages = 3
const scans = new Map<string, PdfPage[]>()
const pageCounts = new Map<string, number>()
const reading = await watchChildren(() =>
  timeFiles(async (path) => {
    try {
      const { pageCount, textQuality, pages } = await readPdf(path)
      pageCounts.set(path, pageCount)
      if (textQuality !== 'good') scans.set(path, pages.slice(0, scannedPages))
      return pageCount
    } catch (error) {
      if (error instanceof PdfProblem) return 0
      throw error
    }
  }),
)
const picturing = await watchChildren(() =>
  timeFiles(async (path) => {
    await renderThumbnail(path)
    return 1
  }),
)

/** The first pages of the files without text, one after the other as one job reads them. */
async function readScans(ocr: Pick<OcrTask, 'tesseract' | 'languages'>) {
  const durations: number[] = []
  let letters = 0
  const { peakChildMb } = await watchChildren(async () => {
    for (const [path, pages] of scans) {
      for (const { number, rotation } of pages) {
        const start = performance.now()
        const { text } = await readPageByOcr(path, { ...ocr, number, rotation })
        durations.push(performance.now() - start)
        letters += text.length
      }
    }
  })
  const seconds = durations.reduce((sum, ms) => sum + ms, 0) / 1000
  return {
    files: scans.size,
    pages: durations.length,
    letters,
    seconds: round(seconds),
    pagesPerSecond: round(durations.length / seconds),
    perPage: latencyOf(durations),
    peakChildMb,
  }
}

const results: Record<string, unknown> = {
  seogo: { ...reading.value, peakChildMb: reading.peakChildMb },
  thumbnails: { ...picturing.value, peakChildMb: picturing.peakChildMb },
}
if (spawnSync('pdftotext', ['-v']).status === 0) {
  results.pdftotext = await timeFiles(async (path) => {
    spawnSync('pdftotext', [path, '-'], { maxBuffer: 64_000_000 })
    return pageCounts.get(path) ?? 0
  })
}
const tesseract = await findTesseract()
const languages = tesseract ? languagesOf(tesseract, 'kor+eng') : []
if (tesseract && languages.length > 0 && scans.size > 0)
  results.ocr = { languages: languages.join('+'), ...(await readScans({ tesseract, languages })) }
// Each book in a process of its own, whose memory nothing else has touched.
for (const pages of [300, 3_000]) {
  const told = execFileSync(process.execPath, [join(import.meta.dirname, 'pdf-book.ts'), String(pages)])
  results[`book of ${pages} pages`] = JSON.parse(told.toString())
}
await report('pdf', { files: files.length, ...results }, { json: values.json })
