/**
 * Interaction to next paint where a house is big: `npm run bench:interaction [-- --papers 100000 --people 200 --requests 1000000]`.
 * Scrolls and filters the library, opens papers and goes to the pages of who looks after the house, in a real browser. Says
 * the 75th percentile of each (PerformanceEventTiming, as web vitals count it) and ends with 1 when one is 200 ms or more.
 */
import { chmodSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium, expect, type Page } from '@playwright/test'
import { joinEmbeddedPostgres } from '#platform/postgres/join.ts'
import { destinations } from '#web/shell/destinations.ts'
import { seedPapers } from '../bench/list/seed.ts'
import { seedHouse } from '../bench/list/seed-house.ts'
import { report } from '../bench/measure.ts'
import { type Interactions, listen, measure } from './interactions.ts'
import { startSeogoOn } from './seogo.ts'
import { ann, makeAccount } from './steps.ts'
import { wordsIn } from './words.ts'

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '100000' },
    people: { type: 'string', default: '200' },
    requests: { type: 'string', default: '1000000' },
    json: { type: 'boolean', default: false },
  },
})
const [papers, people, requests] = [Number(values.papers), Number(values.people), Number(values.requests)]
const goodMs = 200
const words = wordsIn.en

const grid = (page: Page) => page.getByRole('grid', { name: words.papers.papers })

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

async function scrolling(page: Page) {
  await page.keyboard.press('j')
  const keys = ['PageDown', 'PageDown', 'PageDown', 'End', 'PageUp', 'Home']
  return measure(page, 60, (run) => ({
    act: () => page.keyboard.press(keys[run % keys.length] ?? 'PageDown'),
    until: () => untilSettled(page),
  }))
}

async function filtering(page: Page) {
  const { statusNames, anyStatus, status } = words.library
  const choices = [statusNames.read, anyStatus, statusNames.unread, anyStatus]
  return measure(page, 16, (run) => ({
    act: async () => {
      await page.getByRole('combobox', { name: status }).first().click()
      await page
        .getByRole('option', { name: choices[run % choices.length] ?? anyStatus, exact: true })
        .click()
    },
    until: () => untilSettled(page),
  }))
}

async function opening(page: Page) {
  const next = async () => {
    await page.keyboard.press('j')
    await expect(grid(page).locator('[aria-current]:not([aria-busy])')).toHaveCount(1)
  }
  await page.keyboard.press('Home')
  await next()
  return measure(page, 16, () => ({
    act: () => page.keyboard.press('o'),
    until: () => expect(page.getByRole('heading', { level: 1 })).toContainText('study'),
    after: async () => {
      await page.keyboard.press('u')
      await untilSettled(page)
      await next()
    },
  }))
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

const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-'))
// PostgreSQL may run as another account.
chmodSync(folder, 0o755)
const seogo = await startSeogoOn(folder, { SEOGO_RATE_PERSON: '0' })
try {
  const browser = await chromium.launch({
    executablePath: process.env.SEOGO_TEST_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  await listen(page)
  await makeAccount(page, seogo.ownerLink, ann, words)
  const admin = await joinEmbeddedPostgres({ folder: join(folder, 'postgres') })
  await seedPapers(admin, papers)
  await seedHouse(admin, { people, requests })
  await page.goto(seogo.address)
  await untilSettled(page)
  const measured: Record<string, Interactions> = {
    scroll: await scrolling(page),
    filter: await filtering(page),
    open: await opening(page),
    ...(await visiting(page)),
  }
  await browser.close()
  const slow = Object.entries(measured).filter(([, { paint }]) => paint.p75Ms >= goodMs)
  await report(
    'interaction',
    { papers, people, requests, ...measured, slow: slow.map(([name]) => name) },
    { json: values.json },
  )
  process.exitCode = slow.length > 0 ? 1 : 0
} finally {
  await seogo.stop()
  await rm(folder, { recursive: true, force: true })
}
