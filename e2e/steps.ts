import { type APIRequestContext, expect, type Locator, type Page, test } from '@playwright/test'
import { type OwnRedis, startOwnRedis } from '../server/testing/own-redis.ts'
import { onRedis } from './on-redis.ts'
import { asDropped } from './sample-files.ts'
import { type RunningSeogo, startSeogo } from './seogo.ts'
import type { Words } from './words.ts'

export interface Person {
  name: string
  email: string
  password: string
}

export const ann: Person = {
  name: 'Ann Lee',
  email: 'ann@example.org',
  password: 'quiet lantern over the river',
}
export const bo: Person = { name: 'Bo Park', email: 'bo@example.org', password: 'seven paper boats at dusk' }

/** One Seogo for the tests of a file, started before them and ended after. */
export function seogoOfThisFile(settings?: () => Promise<Record<string, string>>): () => RunningSeogo {
  let seogo: RunningSeogo | undefined
  let redis: OwnRedis | undefined
  test.beforeAll(async ({ browserName: _ }, { project }) => {
    test.setTimeout(180_000)
    if (project.name === onRedis) redis = await startOwnRedis()
    seogo = await startSeogo({ ...(await settings?.()), ...(redis && { SEOGO_REDIS_URL: redis.url }) })
  })
  test.afterEach(async ({ browserName: _ }, journey) => {
    if (journey.status === journey.expectedStatus) return
    await journey.attach('what the server printed', { body: seogo?.printed() ?? '' })
  })
  test.afterAll(async () => {
    await seogo?.stop()
    await redis?.unplug()
  })
  return () => {
    if (seogo === undefined) throw new Error('Seogo is not running')
    return seogo
  }
}

/** Follows a link that makes an account, and waits for the library. */
export async function makeAccount(page: Page, link: string, person: Person, words: Words): Promise<void> {
  sendTokenWithRequests(page)
  await page.goto(link)
  await page.getByLabel(words.accounts.name, { exact: true }).fill(person.name)
  const email = page.getByLabel(words.accounts.email, { exact: true })
  if (await email.isEditable()) await email.fill(person.email)
  await page.getByLabel(words.accounts.password, { exact: true }).fill(person.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: words.library.title, exact: true })).toBeAttached()
}

const wrapped = new WeakSet<APIRequestContext>()

/** What a journey asks the API for past the page carries the token that stands in the browser, as the page's own calls do. */
function sendTokenWithRequests(page: Page): void {
  const context = page.context()
  const { request } = context
  if (wrapped.has(request)) return
  wrapped.add(request)
  for (const method of ['post', 'put', 'patch', 'delete'] as const) {
    const send = request[method].bind(request)
    request[method] = async (url, options) => {
      const token = (await context.cookies()).find(({ name }) => name === 'XSRF-TOKEN')?.value
      const headers = { ...options?.headers, ...(token === undefined ? {} : { 'x-xsrf-token': token }) }
      return send(url, { ...options, headers })
    }
  }
}

/** Signs in somebody who has an account, and waits for the library. */
export async function signIn(page: Page, address: string, person: Person, words: Words): Promise<void> {
  sendTokenWithRequests(page)
  await page.goto(address)
  await page.getByLabel(words.accounts.email, { exact: true }).fill(person.email)
  await page.getByLabel(words.accounts.password, { exact: true }).fill(person.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: words.library.title, exact: true })).toBeAttached()
}

/** Drops files on the library, as a drag from the desktop does. */
export async function dropFiles(page: Page, paths: string[]): Promise<void> {
  await page.getByRole('main').evaluate((main, files) => {
    const dragged = new DataTransfer()
    for (const { name, mediaType, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      dragged.items.add(new File([bytes], name, { type: mediaType }))
    }
    const target = main.firstElementChild ?? main
    for (const kind of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: dragged }))
    }
  }, asDropped(paths))
}

/** The rows of the library. */
export function paperRows(page: Page, words: Words): Locator {
  return page.getByRole('grid', { name: words.papers.papers }).locator('[role=row][data-index]')
}

/** Presses Tab until the thing has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator, mostPresses = 60): Promise<void> {
  for (let press = 0; press < mostPresses; press++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${mostPresses} presses of Tab did not reach ${target}`)
}

/** Collects what must not happen on any screen: errors thrown or logged in the page, what its policy had to refuse. */
export function watchForErrors(page: Page): string[] {
  const errors: string[] = []
  // A refusal that the script catches is reported by this event only.
  void page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`Refused by ${violatedDirective}: ${blockedURI} in ${sourceFile}`),
    ),
  )
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
  })
  return errors
}

/** Marks this document, so that a reload would be noticed. */
export async function markDocument(page: Page): Promise<{ isSame: () => Promise<boolean> }> {
  await page.evaluate(() => document.documentElement.setAttribute('data-journey', 'same'))
  return { isSame: () => page.evaluate(() => document.documentElement.dataset.journey === 'same') }
}
