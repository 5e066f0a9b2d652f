/**
 * The reader in a real browser on a long book: `npm run bench:reader [-- --pages 500] [--json]`. Says how long its first page
 * takes from the press in the list, how evenly it scrolls to its end, how long a word on the last page takes to be found, and
 * what the browser's scripts hold at the quarters of the way.
 */
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { report, round } from '../bench/measure.ts'
import { frameGaps, heapMb } from './interactions.ts'
import { bookTitle, writeBook } from './sample-book.ts'
import { startSeogo } from './seogo.ts'
import { ann, dropFiles, makeAccount } from './steps.ts'
import { localeOf, wordsIn } from './words.ts'

const { values } = parseArgs({
  options: { pages: { type: 'string', default: '500' }, json: { type: 'boolean', default: false } },
})
const pageCount = Number(values.pages)
const words = wordsIn.en
const readTimeoutMs = 300_000

async function openBook(page: Page): Promise<number> {
  const link = page.getByRole('link', { name: bookTitle }).first()
  await link.waitFor({ timeout: readTimeoutMs })
  const start = performance.now()
  await link.click()
  await page.locator('.textLayer span').first().waitFor()
  return performance.now() - start
}

/** Scrolls a quarter of the book in steps of at most a page, as somebody who leafs through it. */
async function scrollQuarter(page: Page, quarter: number): Promise<void> {
  const steps = Math.ceil(pageCount / 4)
  await page.evaluate(
    async ({ from, count }) => {
      const frame = document.querySelector('[data-page]')?.closest('section[tabindex]')
      if (!frame) throw new Error('no reader on screen')
      for (let step = 1; step <= count; step += 1) {
        const share = (from + step / count) / 4
        frame.scrollTop = (frame.scrollHeight - frame.clientHeight) * share
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    { from: quarter, count: steps },
  )
}

/** Until the pages in sight are drawn with their text, so that what is held is what a reader at rest holds. */
async function untilDrawn(page: Page): Promise<void> {
  const last = page.locator('[data-page]').last()
  await last.locator('.textLayer span').first().waitFor()
}

async function scrolling(page: Page) {
  const held = [await heapMb(page)]
  const gaps = []
  for (let quarter = 0; quarter < 4; quarter += 1) {
    gaps.push(await frameGaps(page, () => scrollQuarter(page, quarter)))
    await untilDrawn(page)
    held.push(await heapMb(page))
  }
  return {
    frameGapsOfQuarters: gaps,
    pagesDrawnAtTheEnd: await page.locator('[data-page]').count(),
    heapMbAtQuarters: held,
    grownMb: round((held.at(-1) ?? 0) - (held[0] ?? 0)),
  }
}

/** Sees a word of the last page found; the text is asked from the server, which reads the book in the background. */
async function finding(page: Page): Promise<number> {
  await page.keyboard.press('Control+f')
  const start = performance.now()
  await page.getByRole('searchbox', { name: words.reader.find }).fill(`line 12 of page ${pageCount}`)
  await page.getByText(words.reader.hits(1), { exact: true }).waitFor({ timeout: readTimeoutMs })
  return performance.now() - start
}

const seogo = await startSeogo()
const browser = await chromium.launch({
  executablePath: process.env.SEOGO_TEST_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
})
try {
  const page = await browser.newPage({ locale: localeOf.en, viewport: { width: 1440, height: 900 } })
  await makeAccount(page, seogo.ownerLink, ann, words)
  await dropFiles(page, [await writeBook(pageCount)])
  const firstPageMs = await openBook(page)
  const scrolled = await scrolling(page)
  const results = {
    pages: pageCount,
    firstPageMs: round(firstPageMs),
    scroll: scrolled,
    foundOnLastPageMs: round(await finding(page)),
  }
  await report('reader', results, { json: values.json })
} finally {
  await browser.close()
  await seogo.stop()
}
