import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { healthSentences } from '#features/health/contract.ts'
import { type FakeProvider, replies, startFakeProvider } from '../server/testing/fake-providers.ts'
import { expectNoViolation as expectSound } from './expect-no-violation.ts'
import { openFoundJob } from './keyboard-only.ts'
import { twoPapers } from './sample-files.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile, tabTo, watchForErrors } from './steps.ts'
import { wordsIn } from './words.ts'

const seogo = seogoOfThisFile()
let provider: FakeProvider

test.beforeAll(async () => {
  provider = await startFakeProvider()
})
test.afterAll(() => provider.close())

/** WCAG 2.2 A and AA on the screen as it stands, after a change of the scheme without a reload. */
async function expectNoViolation(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.waitForFunction(() =>
      document.getAnimations().every(({ playState }) => playState !== 'running'),
    )
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
    expect.soft(found, `${page.url()}, ${colorScheme}`).toEqual([])
  }
}

/** Asks the fake provider about the first paper, as the paper's page does. @returns the answer of the server */
async function askAbout(page: Page, choice: string): Promise<void> {
  const papers = await (await page.request.get(`${seogo().address}/api/papers`)).json()
  const asked = await page.request.post(`${seogo().address}/api/papers/${papers.items[0].id}/analyses`, {
    data: { choices: [choice], language: 'en' },
  })
  expect(asked.status()).toBe(202)
}

test('jobs are seen at work, cancelled, looked into by keyboard and run again; queues rest and go on', async ({
  page,
}) => {
  const words = wordsIn.en
  const jobs = words.jobs
  const errors = watchForErrors(page)
  await makeAccount(page, seogo().ownerLink, ann, words)
  await dropFiles(
    page,
    (await twoPapers()).map(({ path }) => path),
  )
  await expect(paperRows(page, words)).toHaveCount(2)
  const saved = await page.request.post(`${seogo().address}/api/keys`, {
    data: { label: 'Lab', provider: 'openai-compatible', baseUrl: provider.url, model: 'fake-model' },
  })
  expect(saved.status()).toBe(201)
  const { id: choice } = await saved.json()

  await page.getByRole('link', { name: words.shell.places.jobs }).first().click()
  const list = page.getByRole('list', { name: jobs.title, exact: true })
  const analysis = list.getByRole('listitem').filter({ hasText: jobs.kinds['analysis.ask'] }).first()
  await expect(list.getByRole('listitem').filter({ hasText: jobs.states.completed })).toHaveCount(2, {
    timeout: 60_000,
  })
  await expect(async () => {
    const first = list.getByRole('listitem').first()
    await expect(first).toContainText(jobs.states.completed)
  }).toPass()

  // Nobody reloads: what begins elsewhere appears, and ends here.
  provider.otherwise(replies.hang())
  await askAbout(page, choice)
  await expect(analysis).toContainText(jobs.stages.asking, { timeout: 30_000 })
  await analysis.getByRole('button', { name: jobs.cancel }).click()
  await expect(analysis).toContainText(jobs.states.cancelled)

  provider.otherwise(replies.invalidKey())
  await analysis.getByRole('button', { name: jobs.retry }).click()
  await expect(analysis).toContainText(jobs.states.failed, { timeout: 30_000 })
  await expect(analysis).toContainText(jobs.errors.invalid_key)
  await expectNoViolation(page)

  await tabTo(page, analysis.getByRole('link', { name: jobs.timeline }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: jobs.attempts, exact: true })).toBeVisible()
  await expect(page.getByText(`1. ${jobs.outcomes.cancelled}`)).toBeVisible()
  await expect(page.getByText(`2. ${jobs.outcomes.failed}`)).toBeVisible()
  await expectNoViolation(page)

  provider.otherwise(replies.answer())
  await tabTo(page, page.getByRole('button', { name: jobs.retry }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(`3. ${jobs.outcomes.completed}`)).toBeVisible({ timeout: 30_000 })

  await page.goto(`${seogo().address}/jobs/house`)
  const queue = jobs.queueNames.analysis
  await page.getByRole('button', { name: `${jobs.pause}: ${queue}` }).click()
  await expect(page.getByRole('button', { name: `${jobs.resume}: ${queue}` })).toBeVisible()
  await askAbout(page, choice)
  await expect(page.getByText(jobs.queueCounts('0', '1', '0'), { exact: false })).toBeVisible()

  // The day of whoever looks after the house begins on one page, which tells of it, and where by keyboard alone it goes on.
  const { admin } = words
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  const paused = admin.queuePaused(queue)
  const resume = page.getByRole('button', { name: admin.actOn(admin.acts.resume, paused), exact: true })
  await expect(resume).toBeVisible()
  await expectSound(page, 'the page of the house')
  await tabTo(page, resume)
  await page.keyboard.press('Enter')
  await expect(page.getByText(admin.done.resume, { exact: true })).toBeVisible()
  await expect(resume).toHaveCount(0)
  await openFoundJob(page, 'analysis.ask', words)

  await page.goto(`${seogo().address}/admin/settings`)
  const { houseSettings } = words
  const { label } = houseSettings.names.SEOGO_TRASH_DAYS
  const days = page.getByLabel(label, { exact: true })
  await expect(days).toHaveValue('30')
  await expectSound(page, 'the settings of the house')
  await days.fill('45')
  await page.keyboard.press('Enter')
  await expect(page.getByText(houseSettings.saved(label), { exact: true })).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: houseSettings.resetOf(label), exact: true }), 200)
  await page.keyboard.press('Enter')
  await expect(days).toHaveValue('30')
  await page.goto(`${seogo().address}/jobs/house`)

  const sweep = page.getByRole('listitem').filter({ hasText: jobs.kinds['jobs.sweep'] })
  await sweep.getByRole('button', { name: jobs.runNow }).click()
  await expect(sweep).toContainText(jobs.states.completed, { timeout: 30_000 })
  await expectNoViolation(page)

  await page.getByRole('link', { name: jobs.health, exact: true }).click()
  const { health } = words
  await expect(page.getByRole('rowheader', { name: healthSentences.en.parts.database })).toBeVisible()
  await page.getByRole('button', { name: health.change(healthSentences.en.metrics.disk_percent) }).click()
  await page.getByLabel(health.raiseAt, { exact: true }).fill('96')
  await page.getByRole('button', { name: health.save, exact: true }).click()
  await expect(page.getByText(health.saved, { exact: true })).toBeVisible()
  await expect(page.getByRole('row', { name: healthSentences.en.metrics.disk_percent })).toContainText('96')
  await expectNoViolation(page)
  expect(errors).toEqual([])
})
