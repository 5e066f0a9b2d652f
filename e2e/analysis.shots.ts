import { expect, test } from '@playwright/test'
import { listBreakers } from '../features/analysis/contract.ts'
import { replies } from '../server/testing/fake-providers.ts'
import { askReaders, type Jury, openPaperBefore, startJury } from './analysed-paper.ts'
import { shoot } from './shoot.ts'
import { ann, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    // One failure is enough to be left alone, so that the pictures show one that is.
    const seogo = seogoOfThisFile(async () => ({ SEOGO_PROVIDER_FAILURES: '1' }))
    const words = wordsIn[language]
    const { analysis } = words
    let jury: Jury
    test.beforeAll(async () => {
      jury = await startJury()
    })
    test.afterAll(() => jury.close())

    test(`analyses in ${language}`, async ({ page }) => {
      jury.slow.otherwise(replies.cutOff())
      await makeAccount(page, seogo().ownerLink, ann, words)
      await openPaperBefore(page, seogo().address, jury, words)
      await shoot(page, language, 'analysis-ask')
      await askReaders(page, ['Alpha', 'Beta', 'Slow'], words)
      const readers = page.getByRole('list', { name: analysis.answers }).getByRole('listitem')
      await expect(readers.filter({ hasText: 'Slow' })).toContainText(analysis.states.failed, {
        timeout: 60_000,
      })
      await expect(readers.filter({ hasText: 'Alpha' })).toContainText(analysis.states.answered)
      await expect(readers.filter({ hasText: 'Beta' })).toContainText(analysis.states.answered)
      await page.locator('summary', { hasText: analysis.record }).click()
      await shoot(page, language, 'analysis-answers')
      // Another width draws the parts anew.
      await shoot(page, language, 'analysis-jury', async () => {
        const jury = page.getByRole('button', { name: analysis.jury })
        if ((await jury.getAttribute('aria-pressed')) === 'false') await jury.click()
        await page.getByRole('region', { name: analysis.verdicts.differ }).scrollIntoViewIfNeeded()
      })
      await page.goto(seogo().address)
      await paperRows(page, words).getByRole('checkbox').first().click()
      await page.getByRole('button', { name: words.library.bulk.analyse }).click()
      jury.slow.otherwise(replies.serverError(503))
      for (const reader of ['Alpha', 'Slow']) await page.getByRole('checkbox', { name: reader }).click()
      await page.getByRole('button', { name: analysis.estimate }).click()
      await expect(page.getByText(analysis.batchTime, { exact: true })).toBeVisible()
      await shoot(page, language, 'analysis-estimate')
      await page.getByRole('button', { name: analysis.batchConfirm(1, '1') }).click()
      await expect(page.getByText(analysis.batchAsked)).toBeVisible()
      const restingCount = async () => {
        const answer = await page.request.get(`${seogo().address}${listBreakers.path}`)
        const { items } = listBreakers.reply.parse(await answer.json())
        return items.filter(({ state }) => state === 'open').length
      }
      await expect.poll(restingCount, { timeout: 60_000 }).toBe(1)
      await page.goto(`${seogo().address}/jobs`)
      const { batches } = words
      await page.getByRole('button', { name: batches.pause }).click()
      await expect(page.getByRole('button', { name: batches.resume })).toBeVisible()
      await shoot(page, language, 'analysis-batch')
      await page.goto(`${seogo().address}/settings`)
      const automatic = page.getByRole('region', { name: words.analysisSettings.automatic })
      await automatic.getByRole('checkbox', { name: words.analysisSettings.automaticSwitch }).click()
      await automatic.getByRole('checkbox', { name: 'Alpha' }).click()
      await automatic.getByRole('button', { name: words.analysisSettings.save }).click()
      await expect(page.getByText(words.analysisSettings.automaticOn)).toBeVisible()
      await shoot(page, language, 'analysis-automatic', () => automatic.scrollIntoViewIfNeeded())
      const reach = page.getByRole('region', { name: words.analysisSettings.reach })
      await expect(reach.getByText(words.analysisSettings.reachStates.open, { exact: true })).toBeVisible()
      await shoot(page, language, 'analysis-reach', () => reach.scrollIntoViewIfNeeded())
    })
  })
}
