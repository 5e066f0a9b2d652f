import { expect, test } from '@playwright/test'
import { replies } from '../server/testing/fake-providers.ts'
import { askReaders, type Jury, openPaperBefore, startJury } from './analysed-paper.ts'
import { shoot } from './shoot.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
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
      await expect(page.getByText(analysis.states.failed)).toBeVisible({ timeout: 60_000 })
      await expect(page.getByText(analysis.states.answered)).toHaveCount(3)
      await page.getByText(analysis.record, { exact: true }).click()
      await shoot(page, language, 'analysis-answers')
      await page.getByRole('button', { name: analysis.jury }).click()
      await expect(page.getByRole('region', { name: analysis.verdicts.differ })).toBeVisible()
      await shoot(page, language, 'analysis-jury')
    })
  })
}
