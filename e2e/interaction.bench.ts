/**
 * Interaction to next paint where a house is big: `npm run bench:interaction [-- --papers 100000 --people 200 --requests 1000000]`.
 * Scrolls and filters the library, opens papers and goes to the pages of who looks after the house, in a real browser. Says
 * the 75th percentile of each (PerformanceEventTiming, as web vitals count it) and ends with 1 when one is 200 ms or more.
 * With `--keep <folder>` the filled house stays there, and the next run begins at once.
 */
import { parseArgs } from 'node:util'
import { expect, type Page } from '@playwright/test'
import { destinations } from '#web/shell/destinations.ts'
import { report } from '../bench/measure.ts'
import {
  filterByStatus,
  filterByWords,
  next,
  openBigLibrary,
  openPaper,
  scrollByKey,
  untilSettled,
} from './big-library.ts'
import { type Interactions, measure } from './interactions.ts'

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '100000' },
    people: { type: 'string', default: '200' },
    requests: { type: 'string', default: '1000000' },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const holds = {
  papers: Number(values.papers),
  people: Number(values.people),
  requests: Number(values.requests),
}
const goodMs = 200

async function scrolling(page: Page) {
  await page.keyboard.press('j')
  return measure(page, 60, (run) => scrollByKey(page, run))
}

async function opening(page: Page) {
  await page.keyboard.press('Home')
  await next(page)
  return measure(page, 16, () => openPaper(page))
}

/** To each page about the house by its two keys, and back to the library. */
async function visiting(page: Page): Promise<Record<string, Interactions>> {
  const visited: Record<string, Interactions> = {}
  for (const { to, key, name } of destinations.filter(({ part }) => part === 'house')) {
    visited[name] = await measure(page, 8, () => ({
      act: async () => {
        await page.keyboard.press('g')
        await page.keyboard.press(key)
      },
      until: async () => {
        await page.waitForURL((url) => url.pathname === to)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      },
      after: async () => {
        await page.keyboard.press('g')
        await page.keyboard.press('l')
        await untilSettled(page)
      },
    }))
  }
  return visited
}

const { page, address, seedSeconds, close } = await openBigLibrary({
  holds,
  viewport: { width: 1440, height: 900 },
  keptIn: values.keep,
})
try {
  await page.goto(address)
  await untilSettled(page)
  const measured: Record<string, Interactions> = {
    scroll: await scrolling(page),
    filterByStatus: await measure(page, 16, (run) => filterByStatus(page, run)),
    filterByWords: await measure(page, 12, (run) => filterByWords(page, run)),
    open: await opening(page),
    ...(await visiting(page)),
  }
  const slow = Object.entries(measured).filter(([, { paint }]) => paint.p75Ms >= goodMs)
  await report(
    'interaction',
    { ...holds, seedSeconds, ...measured, slow: slow.map(([name]) => name) },
    { json: values.json },
  )
  process.exitCode = slow.length > 0 ? 1 : 0
} finally {
  await close()
}
