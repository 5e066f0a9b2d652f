import { type Browser, expect, type Page, request, test } from '@playwright/test'
import { signIn as signInEndpoint } from '#features/accounts/contract.ts'
import { healthSentences } from '#features/health/contract.ts'
import { type FakeProvider, replies, startFakeProvider } from '../server/testing/fake-providers.ts'
import {
  choose,
  command,
  keyboardOnly,
  openFoundJob,
  pick,
  pressOn,
  signInByKeyboard,
  writeInto,
} from './keyboard-only.ts'
import { sharePaper } from './marked-paper.ts'
import { ann, bo, makeAccount, seogoOfThisFile, tabTo, watchForErrors } from './steps.ts'
import { localeOf, wordsIn } from './words.ts'

const words = wordsIn.en
const { admin, health, houseSettings, jobs, people, performance, shell, usage, watch } = words
const network = '127.0.0.0/24'

test.use({ locale: localeOf.en })
const seogo = seogoOfThisFile(async () => ({ SEOGO_METRICS_SECONDS: '1' }))
let provider: FakeProvider
test.beforeAll(async () => {
  provider = await startFakeProvider()
})
test.afterAll(() => provider.close())

const goTo = (page: Page, place: keyof typeof shell.further) =>
  command(page, shell.goTo(shell.further[place]), words)
const said = (page: Page, text: string) => expect(page.getByText(text, { exact: true })).toBeVisible()

/** A paper whose analysis fails for want of a right key, as in the night before. */
async function failInTheNight(page: Page): Promise<void> {
  const { address } = seogo()
  const { paper } = await sharePaper(page, address)
  const data = { label: 'Lab', provider: 'openai-compatible', baseUrl: provider.url, model: 'fake-model' }
  const { id } = await (await page.request.post(`${address}/api/keys`, { data })).json()
  provider.otherwise(replies.invalidKey())
  const asked = await page.request.post(`${address}/api/papers/${paper.split('/').at(-1)}/analyses`, {
    data: { choices: [id], language: 'en' },
  })
  expect(asked.status()).toBe(202)
}

/** On the first page, what failed is run again as a class. */
async function mendJobs(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  const failed = admin.jobsFailed(1, '1', jobs.kinds['analysis.ask'])
  const retry = page.getByRole('button', { name: admin.actOn(admin.acts.retry, failed), exact: true })
  await expect(retry).toBeVisible({ timeout: 60_000 })
  provider.otherwise(replies.answer())
  await pressOn(page, retry)
  await said(page, admin.done.retry(1))
  await expect(retry).toHaveCount(0)
  // One box over all of it.
  await openFoundJob(page, 'analysis.ask', words)
  await expect(page.getByText(`2. ${jobs.outcomes.completed}`)).toBeVisible({ timeout: 60_000 })
}

/** Somebody guesses; whence is told by network, by which rules as well, and they may go on. */
async function reviewSuspicion(page: Page): Promise<void> {
  const stranger = await request.newContext({ baseURL: seogo().address })
  for (let name = 0; name < 8; name += 1) {
    const data = { email: `person-${name}@example.org`, password: 'wrong horse battery' }
    await stranger.post(signInEndpoint.path, { data })
  }
  await stranger.dispose()
  await goTo(page, 'activity')
  await expect(page.getByRole('table', { name: watch.networks })).toContainText(network)
  await pressOn(page, page.getByRole('button', { name: words.ui.showTable }))
  await expect(page.getByRole('table', { name: watch.eventsByDay })).toBeVisible()
  await expect(page.getByRole('table', { name: watch.rules })).toContainText(watch.kinds.accounts_tried)
  await pressOn(page, page.getByRole('button', { name: `${watch.letGo}: ${network}` }))
  await said(page, watch.noneActive)
}

/** Invites somebody, who comes; locks their account, opens it again, and ends their sessions. */
async function lookAfterPeople(page: Page, browser: Browser): Promise<void> {
  await goTo(page, 'people')
  await writeInto(page, page.getByLabel(words.accounts.email, { exact: true }), bo.email)
  await pressOn(page, page.getByRole('button', { name: words.accounts.invite, exact: true }))
  const link = await page.getByLabel(words.accounts.linkFor(bo.email), { exact: true }).inputValue()
  const context = await browser.newContext({ locale: localeOf.en })
  await makeAccount(await context.newPage(), seogo().address + new URL(link).pathname, bo, words)
  await context.close()
  await page.reload()
  const more = page.getByRole('button', { name: people.more(bo.name) })
  await pressOn(page, more)
  await pick(page, people.lock)
  await expect(page.getByLabel(people.reason, { exact: true })).toBeFocused()
  await page.keyboard.type('Lost laptop')
  await pressOn(page, page.getByRole('button', { name: people.lockNow, exact: true }))
  await said(page, people.lockedWhy('Lost laptop'))
  await pressOn(page, page.getByRole('button', { name: words.accountSecurity.unlockOf(bo.name) }))
  await expect(page.getByText(people.lockedWhy('Lost laptop'))).toHaveCount(0)
  await pressOn(page, more)
  await pick(page, people.endSessions)
  await said(page, people.endedSessions(bo.name))
}

/** Says how much everybody together may have analysed in a day, and takes it back. */
async function limitUsage(page: Page): Promise<void> {
  await goTo(page, 'usageOfAll')
  await command(page, usage.limits, words)
  const limits = page.getByRole('region', { name: usage.limits })
  await choose(page, limits.getByRole('combobox', { name: usage.what }), usage.meters.analyses)
  await choose(page, limits.getByRole('combobox', { name: usage.when }), usage.inPeriod.day)
  await writeInto(page, limits.getByLabel(usage.hard, { exact: true }), '40')
  await pressOn(page, limits.getByRole('button', { name: usage.set, exact: true }))
  await said(page, usage.isSet)
  await pressOn(page, limits.getByRole('button', { name: usage.remove(usage.house) }))
  await said(page, usage.noLimits)
}

/** From the slowest routes to the requests behind one of them. */
async function seeWhatIsSlow(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  const routes = page.getByRole('table', { name: performance.routes })
  await pressOn(page, routes.getByRole('button', { name: 'PUT /api/admin/usage/limits' }), 120)
  await expect(page.getByRole('table', { name: performance.requests }).getByText(ann.name)).toBeVisible()
}

/** Changes a setting, and takes it back. */
async function changeSetting(page: Page): Promise<void> {
  await goTo(page, 'settingsOfHouse')
  const { label } = houseSettings.names.SEOGO_TRASH_DAYS
  const days = page.getByLabel(label, { exact: true })
  await expect(days).toHaveValue('30')
  await tabTo(page, days, 200)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('45')
  await page.keyboard.press('Enter')
  await said(page, houseSettings.saved(label))
  await pressOn(page, page.getByRole('button', { name: houseSettings.resetOf(label), exact: true }), 200)
  await expect(days).toHaveValue('30')
}

/** A threshold is lowered until it is crossed; whoever has seen the alert is told no more of it. */
async function acknowledgeAlert(page: Page): Promise<void> {
  await goTo(page, 'health')
  const metric = healthSentences.en.metrics.disk_percent
  await pressOn(page, page.getByRole('button', { name: health.change(metric) }), 120)
  await writeInto(page, page.getByLabel(health.raiseAt, { exact: true }), '0.02')
  await writeInto(page, page.getByLabel(health.clearAt, { exact: true }), '0.01')
  await writeInto(page, page.getByLabel(health.forSeconds, { exact: true }), '0')
  await pressOn(page, page.getByRole('button', { name: health.save, exact: true }))
  await said(page, health.saved)
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  const seen = page.getByRole('button', { name: new RegExp(`^${admin.actOn(admin.seen, metric)}`) })
  await expect(seen).toBeVisible({ timeout: 60_000 })
  await pressOn(page, seen)
  await said(page, admin.seenDone)
  await expect(seen).toHaveCount(0)
}

test('an admin’s day by keyboard alone', async ({ page, browser }) => {
  test.setTimeout(600_000)
  const errors = watchForErrors(page)
  const endOfDay = await keyboardOnly(page)
  await makeAccount(page, seogo().ownerLink, ann, words)
  await failInTheNight(page)
  await command(page, shell.signOut, words)
  await signInByKeyboard(page, ann, words)

  await test.step('failed jobs run again', () => mendJobs(page))
  await test.step('a backup is begun', async () => {
    await goTo(page, 'backups')
    await pressOn(page, page.getByRole('button', { name: words.backup.make, exact: true }))
    await expect(page.getByRole('progressbar')).toBeVisible()
  })
  await test.step('a suspicion is reviewed', () => reviewSuspicion(page))
  await test.step('people', () => lookAfterPeople(page, browser))
  await test.step('a limit', () => limitUsage(page))
  await test.step('what is slow', () => seeWhatIsSlow(page))
  await test.step('a setting', () => changeSetting(page))
  await test.step('an alert', () => acknowledgeAlert(page))
  await test.step('the trail is whole', async () => {
    await goTo(page, 'trail')
    await pressOn(page, page.getByRole('button', { name: words.audit.verify, exact: true }))
    const sound = words.audit.sound('').split(/\s+/).at(-1) ?? ''
    await expect(page.getByRole('status').filter({ hasText: sound })).toBeVisible()
  })
  await test.step('the backup of the morning is proven', async () => {
    await goTo(page, 'backups')
    const proven = page.getByRole('listitem').filter({ hasText: words.backup.states.proven })
    await expect(proven).toHaveCount(1, { timeout: 90_000 })
  })
  await test.step('people are told', async () => {
    const announcements = words.notifications.announcements
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await command(page, announcements.title, words)
    await pressOn(page, page.getByRole('button', { name: announcements.write }))
    await writeInto(page, page.getByLabel(announcements.titleIn.en, { exact: true }), 'Maintenance tonight')
    await writeInto(page, page.getByLabel(announcements.titleIn.ko, { exact: true }), '오늘 밤 점검')
    await pressOn(page, page.getByRole('button', { name: announcements.send, exact: true }))
    await expect(page.getByText(/^told \d/)).toBeVisible()
  })
  await command(page, shell.signOut, words)
  await expect(page.getByLabel(words.accounts.email, { exact: true })).toBeVisible()
  expect(errors).toEqual([])
  await endOfDay()
})
