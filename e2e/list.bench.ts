/**
 * The list in a real browser on a library of 100,000: `npm run bench:list [-- --count 100000] [--json]`. Says how long an
 * interaction takes to the next picture and to what it asked for, how evenly the list scrolls, and what it holds in memory
 * at its start, middle and end.
 */
import { chmodSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, expect, type Page } from '@playwright/test'
import { joinEmbeddedPostgres } from '#platform/postgres/join.ts'
import { seedPapers } from '../bench/list/seed.ts'
import { report, round } from '../bench/measure.ts'
import { frameGaps, heapMb, listen, measure, percentilesOf } from './interactions.ts'
import { startSeogoOn } from './seogo.ts'
import { ann, makeAccount } from './steps.ts'
import { wordsIn } from './words.ts'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
})
const count = Number(values.count)
const words = wordsIn.en

const grid = (page: Page) => page.getByRole('grid', { name: words.papers.papers })
const row = (page: Page, index: number) => grid(page).locator(`[data-index="${index}"]`)

/** Every row on screen is there and is of the list asked for. */
async function untilSettled(page: Page) {
  await page.waitForFunction(() => {
    const list = document.querySelector('[role="grid"]')
    return (
      list !== null &&
      list.getAttribute('aria-busy') !== 'true' &&
      list.querySelector('[data-index]') !== null &&
      list.querySelector('[data-index][aria-busy]') === null
    )
  })
}

const scrollTo = (page: Page, share: number) =>
  grid(page).evaluate((list, to) => {
    list.scrollTop = (list.scrollHeight - list.clientHeight) * to
  }, share)

async function scrolling(page: Page) {
  await page.keyboard.press('j')
  const keys = ['PageDown', 'PageDown', 'PageDown', 'End', 'PageUp', 'Home']
  const byKeyboard = await measure(page, 60, (run) => ({
    act: () => page.keyboard.press(keys[run % keys.length] ?? 'PageDown'),
    until: () => untilSettled(page),
  }))
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
  const { statusNames, anyStatus, status } = words.library
  const choices = [statusNames.read, anyStatus, statusNames.unread, anyStatus]
  const byStatus = await measure(page, 16, (run) => ({
    act: async () => {
      // The preview has one of its own.
      await page.getByRole('combobox', { name: status }).first().click()
      await page
        .getByRole('option', { name: choices[run % choices.length] ?? anyStatus, exact: true })
        .click()
    },
    until: () => untilSettled(page),
  }))
  const search = page.getByRole('combobox', { name: words.shell.search })
  const asked = ['sparse graphs', '검색', 'study 77', 'causal transformers']
  const byWords = await measure(page, 12, (run) => ({
    act: () => search.pressSequentially(asked[run % asked.length] ?? 'study'),
    until: async () => {
      await page.waitForURL(/[?&]q=/)
      await untilSettled(page)
    },
    after: async () => {
      await search.fill('')
      await page.waitForURL((url) => !url.search.includes('q='))
      await untilSettled(page)
      await search.blur()
    },
  }))
  return { byStatus, byWords }
}

/** The next row, when it is there: far down it is fetched first. */
async function next(page: Page) {
  await page.keyboard.press('j')
  await expect(grid(page).locator('[aria-current]:not([aria-busy])')).toHaveCount(1)
}

async function opening(page: Page) {
  await page.keyboard.press('Home')
  await next(page)
  return measure(page, 12, () => ({
    act: () => page.keyboard.press('o'),
    until: () => expect(page.getByRole('heading', { level: 1 })).toContainText('study'),
    after: async () => {
      await page.keyboard.press('u')
      await untilSettled(page)
      await next(page)
    },
  }))
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

const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-'))
// PostgreSQL may run as another account.
chmodSync(folder, 0o755)
const seogo = await startSeogoOn(folder, { SEOGO_RATE_PERSON: '0' })
try {
  const browser = await chromium.launch({
    executablePath: process.env.SEOGO_TEST_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'en-GB' })
  const page = await context.newPage()
  await listen(page)
  await makeAccount(page, seogo.ownerLink, ann, words)
  const seedSeconds = await seedPapers(
    await joinEmbeddedPostgres({ folder: join(folder, 'postgres') }),
    count,
  )
  await page.goto(`${seogo.address}/?view=table`)
  await expect(row(page, 0)).toBeVisible()
  await untilSettled(page)
  const heapAtStart = await heapMb(page)
  const results = {
    papers: count,
    seedSeconds: round(seedSeconds),
    scroll: await scrolling(page),
    sort: await sorting(page),
    filter: await filtering(page),
    open: await opening(page),
    tagThousand: await tagging(page),
    memory: { heapMbAtStart: heapAtStart, ...(await memory(page)) },
  }
  await browser.close()
  await report('list', results, { json: values.json })
} finally {
  await seogo.stop()
  await rm(folder, { recursive: true, force: true })
}
