/** Reads a made book page by page and prints what that took: `node bench/pdf-book.ts <pages>`; bench/pdf.ts runs it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPdfPages } from '#features/papers/server/pdf/read-pdf.ts'
import { makePdf, textAt } from '#features/papers/server/pdf/testing/make-pdf.ts'
import { round, watchChildren } from './measure.ts'

const pageCount = Number(process.argv[2] ?? 300)
const linesPerPage = 50
const words =
  'the theory of reading long books one page at a time without holding all of them in memory'.split(' ')

// Each word is a text of its own, as many typesetters write it: some 750 places and 3,500 characters a page.
function pageOf(number: number) {
  const lines = Array.from({ length: linesPerPage }, (_, line) =>
    Array.from({ length: 15 }, (_, column) => {
      const word = words[(number * 7 + line * 3 + column) % words.length] ?? ''
      return textAt({ x: 50 + column * 34, y: 740 - line * 14, size: 8 }, word)
    }).join(''),
  )
  return { content: lines.join('') }
}

const [, script = '', , madeAt] = process.argv
if (madeAt === undefined) await measure()
else
  writeFileSync(madeAt, makePdf({ pages: Array.from({ length: pageCount }, (_, number) => pageOf(number)) }))

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seogo-bench-'))
  try {
    const path = join(folder, 'book.pdf')
    // In a process of its own: what the making takes would hide what the reading takes.
    spawnSync(process.execPath, [script, String(pageCount), path])
    console.log(JSON.stringify(await readBook(path)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function readBook(path: string) {
  const before = process.memoryUsage.rss()
  let peak = before
  let places = 0
  const start = performance.now()
  const { peakChildMb } = await watchChildren(() =>
    readPdfPages(path, ({ boxes }) => {
      places += boxes.length
      peak = Math.max(peak, process.memoryUsage.rss())
    }),
  )
  const seconds = (performance.now() - start) / 1000
  return {
    pages: pageCount,
    places,
    seconds: round(seconds),
    pagesPerSecond: round(pageCount / seconds),
    parentPeakMb: Math.round(peak / 1e6),
    parentGrewMb: Math.round((peak - before) / 1e6),
    peakChildMb,
  }
}
