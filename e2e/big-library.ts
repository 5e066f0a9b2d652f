import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type BrowserContextOptions, chromium, expect, type Locator, type Page } from '@playwright/test'
import { z } from 'zod'
import { joinEmbeddedPostgres } from '#platform/postgres/join.ts'
import { seedPapers } from '../bench/list/seed.ts'
import { seedHouse } from '../bench/list/seed-house.ts'
import { listen } from './interactions.ts'
import { makeDataFolder, type RunningSeogo, startSeogoOn } from './seogo.ts'
import { ann, makeAccount, signIn } from './steps.ts'
import { wordsIn } from './words.ts'

const filled = z.strictObject({
  papers: z.number(),
  people: z.number(),
  requests: z.number(),
  seedSeconds: z.number(),
})
type Filled = z.infer<typeof filled>

type Options = {
  /** What the house is filled with. */
  readonly holds: Omit<Filled, 'seedSeconds'>
  readonly viewport: BrowserContextOptions['viewport']
  /** Is made when it is not there, and stays; the next run finds the house filled. Left out, the house goes with the run. */
  readonly keptIn: string | undefined
}

const words = wordsIn.en
const settings = { SEOGO_RATE_PERSON: '0' }

/** A big house and a browser on it, in which its owner is signed in and every interaction is listened for. */
export async function openBigLibrary({ holds, viewport, keptIn }: Options) {
  const folder = keptIn === undefined ? makeDataFolder() : resolve(keptIn)
  const note = join(folder, 'bench.json')
  const before = existsSync(note) ? filled.parse(JSON.parse(readFileSync(note, 'utf8'))) : undefined
  if (before !== undefined && !isAlike(before, holds))
    throw new Error(`${folder} is filled otherwise: ${JSON.stringify(before)}`)
  // PostgreSQL may run as another account.
  if (keptIn !== undefined) mkdirSync(folder, { recursive: true, mode: 0o755 })
  const seogo = await startSeogoOn(folder, settings)
  try {
    const browser = await chromium.launch({
      executablePath: process.env.SEOGO_TEST_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    })
    const context = await browser.newContext({ viewport: viewport ?? null, locale: 'en-GB' })
    const page = await context.newPage()
    await listen(page)
    const seedSeconds = await enter(page, seogo, { before, holds })
    if (before === undefined) writeFileSync(note, JSON.stringify({ ...holds, seedSeconds }))
    const close = async () => {
      await browser.close()
      await leave(seogo, keptIn)
    }
    return { page, address: seogo.address, seedSeconds, close }
  } catch (error) {
    await leave(seogo, keptIn)
    throw error
  }
}

const isAlike = (before: Filled, holds: Options['holds']) =>
  before.papers === holds.papers && before.people === holds.people && before.requests === holds.requests

/** Signs in; a house that is new is made one's own and filled first. @returns seconds that took to fill */
async function enter(
  page: Page,
  { address, ownerLink, dataDir }: RunningSeogo,
  { before, holds }: { before: Filled | undefined; holds: Options['holds'] },
): Promise<number> {
  if (before !== undefined) {
    await signIn(page, address, ann, words)
    return before.seedSeconds
  }
  await makeAccount(page, ownerLink, ann, words)
  const admin = await joinEmbeddedPostgres({ folder: join(dataDir, 'postgres') })
  const seedSeconds = await seedPapers(admin, holds.papers)
  await seedHouse(admin, holds)
  return Math.round(seedSeconds)
}

async function leave(seogo: RunningSeogo, keptIn: string | undefined): Promise<void> {
  await seogo.stop()
  if (keptIn === undefined) rmSync(seogo.dataDir, { recursive: true, force: true })
}

export const grid = (page: Page): Locator => page.getByRole('grid', { name: words.papers.papers })

/** Every row on screen is there and is of the list asked for. */
export async function untilSettled(page: Page): Promise<void> {
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

/** The step of choosing a status in the filter, and none again, by turns. */
export function filterByStatus(page: Page, run: number) {
  const { statusNames, anyStatus, status } = words.library
  const choices = [statusNames.read, anyStatus, statusNames.unread, anyStatus]
  return {
    act: async () => {
      // The preview has one of its own.
      await page.getByRole('combobox', { name: status }).first().click()
      await page
        .getByRole('option', { name: choices[run % choices.length] ?? anyStatus, exact: true })
        .click()
    },
    until: () => untilSettled(page),
  }
}

const searched = ['sparse graphs', '검색', 'study 77', 'causal transformers']

/** The step of typing words into the search; emptied again afterwards. */
export function filterByWords(page: Page, run: number) {
  const search = page.getByRole('combobox', { name: words.shell.search })
  return {
    act: () => search.pressSequentially(searched[run % searched.length] ?? 'study'),
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
  }
}

/** The next row, when it is there: far down it is fetched first. */
export async function next(page: Page): Promise<void> {
  await page.keyboard.press('j')
  await expect(grid(page).locator('[aria-current]:not([aria-busy])')).toHaveCount(1)
}

/** The step of opening the current paper; back to the list and on to the next one afterwards. */
export function openPaper(page: Page) {
  return {
    act: () => page.keyboard.press('o'),
    until: () => expect(page.getByRole('heading', { level: 1 })).toContainText('study'),
    after: async () => {
      await page.keyboard.press('u')
      await untilSettled(page)
      await next(page)
    },
  }
}

const scrollKeys = ['PageDown', 'PageDown', 'PageDown', 'End', 'PageUp', 'Home']

/** The step of scrolling by one of the keys for it, by turns. */
export function scrollByKey(page: Page, run: number) {
  return {
    act: () => page.keyboard.press(scrollKeys[run % scrollKeys.length] ?? 'PageDown'),
    until: () => untilSettled(page),
  }
}
