import { expect, test } from '@playwright/test'
import { type Jury, openPaperBefore, startJury } from './analysed-paper.ts'
import { expectNoViolation } from './expect-no-violation.ts'
import { filledView, performanceViews } from './performance-views.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { breakAndMend, clearNewestFlag, limitAnalyses, plantFlags } from './usage-steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.en
const seogo = seogoOfThisFile(async () => ({ SEOGO_METRICS_SECONDS: '1', SEOGO_GAME_DAY: 'true' }))
let jury: Jury
test.beforeAll(async () => {
  jury = await startJury()
})
test.afterAll(() => jury.close())

test('a limit is set, used up, refuses with its words, and lets ask again once it is taken away', async ({
  page,
}) => {
  const { analysis, usage } = words
  await makeAccount(page, seogo().ownerLink, ann, words)
  await openPaperBefore(page, seogo().address, jury, words)
  const paper = page.url()
  await plantFlags(seogo().dataDir)
  await limitAnalyses(page, seogo().address, words, '1')
  await clearNewestFlag(page, words)
  await expectNoViolation(page, 'limits and what is to be reviewed')
  await breakAndMend(page, seogo().address, words)
  await expectNoViolation(page, 'health on a game day')

  const askAlpha = async () => {
    await page.goto(paper)
    const again = page.getByRole('button', { name: analysis.askAgain })
    const alpha = page.getByRole('checkbox', { name: 'Alpha' })
    await expect(again.or(alpha).first()).toBeVisible()
    if (await again.isVisible()) await again.click()
    await alpha.click()
    await page.getByRole('button', { name: analysis.ask, exact: true }).click()
  }
  await askAlpha()
  await expect(
    page.getByRole('list', { name: analysis.answers }).getByText(analysis.states.answered),
  ).toHaveCount(2, { timeout: 60_000 })
  await askAlpha()
  await expect(page.getByText(words.problems.usage_limit_reached.title)).toBeVisible()
  await expect(page.getByText(/Analyses, everybody together, today: 1 of 1 are used/)).toBeVisible()

  await page.getByRole('link', { name: words.shell.places.usage }).first().click()
  await expect(page.getByText(usage.usedOf('1', '1'))).toBeVisible()
  await expect(page.getByRole('table').getByRole('rowheader', { name: 'fake-model' })).toBeVisible()
  await expectNoViolation(page, 'usage')

  await page.getByRole('link', { name: usage.everybody }).click()
  await page.getByRole('button', { name: usage.remove(usage.house) }).click()
  await expect(page.getByText(usage.noLimits)).toBeVisible()

  // What all of it took is measured meanwhile.
  const { performance } = words
  await page.getByRole('link', { name: words.shell.places.performance }).first().click()
  const routes = page.getByRole('table', { name: performance.routes })
  await expect(routes.getByRole('button', { name: 'PUT /api/admin/usage/limits' })).toBeVisible()
  await expectNoViolation(page, 'requests')
  await routes.getByRole('button', { name: 'PUT /api/admin/usage/limits' }).click()
  await expect(page.getByRole('table', { name: performance.requests }).getByText(ann.name)).toBeVisible()
  await page.getByRole('link', { name: performance.viewNames.statements }).click()
  const ofFeatures = page
    .getByRole('row')
    .filter({ hasText: /features\/(papers|usage|notifications)\/server/ })
  await ofFeatures.first().getByRole('button', { name: performance.plan }).click()
  await expect(page.getByRole('dialog').getByText(/cost=/).first()).toBeVisible()
  await expectNoViolation(page, 'the plan of a statement')
  await page.keyboard.press('Escape')
  for (const view of performanceViews) {
    await page.getByRole('link', { name: performance.viewNames[view], exact: true }).last().click()
    await expect(filledView[view](page, words)).toBeVisible()
    await expectNoViolation(page, `performance: ${view}`)
  }
})
