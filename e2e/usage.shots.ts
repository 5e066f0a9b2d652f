import { expect, test } from '@playwright/test'
import { askReaders, type Jury, openPaperBefore, startJury } from './analysed-paper.ts'
import { shoot } from './shoot.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { clearNewestFlag, limitAnalyses, plantFlags } from './usage-steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words = wordsIn[language]
    let jury: Jury
    test.beforeAll(async () => {
      jury = await startJury()
    })
    test.afterAll(() => jury.close())

    test(`usage in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      await openPaperBefore(page, seogo().address, jury, words)
      const paper = page.url()
      await plantFlags(seogo().dataDir)
      await limitAnalyses(page, seogo().address, words, '3')
      await clearNewestFlag(page, words)
      await page.goto(paper)
      await askReaders(page, ['Alpha', 'Beta'], words)
      await expect(
        page.getByRole('list', { name: words.analysis.answers }).getByText(words.analysis.states.answered),
      ).toHaveCount(3, { timeout: 60_000 })
      await page.goto(`${seogo().address}/usage`)
      await expect(page.getByRole('rowheader', { name: 'fake-model' })).toBeVisible()
      await shoot(page, language, 'usage')
      await page.goto(`${seogo().address}/usage/all`)
      await expect(page.getByRole('rowheader', { name: ann.name }).first()).toBeVisible()
      await shoot(page, language, 'usage-limits')
      await page.goto(`${seogo().address}/settings`)
      await expect(page.getByText(words.accounts.timeZone, { exact: true })).toBeVisible()
      await shoot(page, language, 'usage-settings')
    })
  })
}
