/**
 * The list in a real browser on a library of 100,000: `npm run bench:list [-- --count 100000] [--json]`. Says how long an
 * interaction takes to the next picture and to what it asked for, how evenly the list scrolls, and what it holds in memory
 * at its start, middle and end. With `--keep <folder>` the filled house stays there, and the next run begins at once.
 */
import { parseArgs } from 'node:util'
import { expect, type Page } from '@playwright/test'
import { report, round } from '../bench/measure.ts'
import {
  filterByStatus,
  filterByWords,
  grid,
  next,
  openBigLibrary,
  openPaper,
  scrollByKey,
  untilSettled,
} from './big-library.ts'
import { frameGaps, heapMb, measure, percentilesOf } from './interactions.ts'
import { wordsIn } from './words.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    keep: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const count = Number(values.count)
const words = wordsIn.en

const row = (page: Page, index: number) => grid(page).locator(`[data-index="${index}"]`)

const scrollTo = (page: Page, share: number) =>
  grid(page).evaluate((list, to) => {
    list.scrollTop = (list.scrollHeight - list.clientHeight) * to
  }, share)

async function scrolling(page: Page) {
  await page.keyboard.press('j')
  const byKeyboard = await measure(page, 60, (run) => scrollByKey(page, run))
  const byRow = await measure(page, 60, () => ({ act: () => page.keyboard.press('j') }))
  await grid(page).hover()
  const wheelFrameGaps = await frameGaps(page, async () => {
    for (let turn = 0; turn < 150; turn += 1) await page.mouse.wheel(0, 300)
  })
  await untilSettled(page)
  const leaps: number[] = []
  for (let leap = 0; leap < 20; leap += 1) {
    const start = performance.now()
    await scrollTo(page, ((leap * 7) % 20) / 20 + 0.03)
    await page.waitForTimeout(16)
    await untilSettled(page)
    leaps.push(performance.now() - start)
  }
  await page.keyboard.press('Home')
  await untilSettled(page)
  return { byKeyboard, byRow, wheelFrameGaps, barDraggedAnywhere: percentilesOf(leaps) }
}

async function sorting(page: Page) {
  const names = ['title', 'authors', 'year', 'venue', 'rating', 'added'] as const
  return measure(page, 24, (run) => {
    const name = names[run % names.length] ?? 'title'
    return {
      act: () =>
        page.getByRole('columnheader').getByRole('button', { name: words.library.columns[name] }).click(),
      until: () => untilSettled(page),
    }
  })
}

async function filtering(page: Page) {
  const byStatus = await measure(page, 16, (run) => filterByStatus(page, run))
  const byWords = await measure(page, 12, (run) => filterByWords(page, run))
  return { byStatus, byWords }
}

async function opening(page: Page) {
  await page.keyboard.press('Home')
  await next(page)
  return measure(page, 12, () => openPaper(page))
}

/** A thousand papers, chosen from the first to the last one by two clicks, are given a tag. */
async function tagging(page: Page) {
  const many = Math.min(1_000, count)
  await page.keyboard.press('Home')
  await untilSettled(page)
  // On the year: the title is a link, and the stars are rated.
  await row(page, 0).getByRole('gridcell').nth(3).click()
  await grid(page).evaluate((list, last) => {
    const rowPx = list.querySelector('[data-index]')?.getBoundingClientRect().height ?? 0
    list.scrollTop = last * rowPx - list.clientHeight / 2
  }, many)
  await untilSettled(page)
  await row(page, many - 1)
    .getByRole('gridcell')
    .nth(3)
    .click({ modifiers: ['Shift'] })
  const formatted = many.toLocaleString('en-GB')
  const bar = page.getByRole('toolbar', { name: words.library.bulk.title })
  await expect(bar).toContainText(words.library.bulk.some(many, formatted))
  const taken = await measure(page, 3, (run) => ({
    act: async () => {
      await page.keyboard.press('t')
      await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
      await page.keyboard.type(`bench ${run}`)
      await page.keyboard.press('Enter')
    },
    until: () =>
      expect(page.getByText(words.library.bulk.tagged(formatted, `bench ${run}`))).toBeVisible({
        timeout: 120_000,
      }),
  }))
  await page.keyboard.press('Escape')
  return taken
}

async function memory(page: Page) {
  await scrollTo(page, 0)
  await untilSettled(page)
  const held: number[] = []
  const steps = 240
  for (let step = 0; step <= steps; step += 1) {
    await scrollTo(page, step / steps)
    // Long enough for every stop to be fetched, as by somebody who looks for something.
    await page.waitForTimeout(110)
    if (step % (steps / 4) !== 0) continue
    await untilSettled(page)
    held.push(await heapMb(page))
  }
  return { heapMbAtQuarters: held, grownMb: round((held.at(-1) ?? 0) - (held[0] ?? 0)) }
}

const { page, address, seedSeconds, close } = await openBigLibrary({
  holds: { papers: count, people: 0, requests: 0 },
  viewport: { width: 1920, height: 1080 },
  keptIn: values.keep,
})
try {
  await page.goto(`${address}/?view=table`)
  await expect(row(page, 0)).toBeVisible()
  await untilSettled(page)
  const heapAtStart = await heapMb(page)
  const results = {
    papers: count,
    seedSeconds,
    scroll: await scrolling(page),
    sort: await sorting(page),
    filter: await filtering(page),
    open: await opening(page),
    tagThousand: await tagging(page),
    memory: { heapMbAtStart: heapAtStart, ...(await memory(page)) },
  }
  await report('list', results, { json: values.json })
} finally {
  await close()
}
