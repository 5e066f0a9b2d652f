import { expect, test } from '@playwright/test'
import { healthSentences } from '#features/health/contract.ts'
import { shoot } from './shoot.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile(async () => ({ SEOGO_GAME_DAY: 'true' }))
    const words = wordsIn[language]

    test(`health in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      await page.goto(`${seogo().address}/jobs/health`)
      const { parts, metrics } = healthSentences[language]
      await expect(page.getByRole('rowheader', { name: parts.database })).toBeVisible()
      await expect(page.getByRole('rowheader', { name: metrics.disk_percent })).toBeVisible()
      await page.getByRole('button', { name: words.health.gameDay.breakIt }).click()
      await expect(page.getByText(words.health.gameDay.broken, { exact: true }).first()).toBeVisible()
      await shoot(page, language, 'health')
      await page.getByRole('button', { name: words.health.change(metrics.disk_percent) }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await shoot(page, language, 'health-threshold')
    })
  })
}
