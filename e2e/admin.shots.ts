import { expect, test } from '@playwright/test'
import { shoot } from './shoot.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words = wordsIn[language]
    const { admin, jobs } = words

    test(`the pages of whoever looks after the house in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      for (const queue of ['analysis', 'reading']) {
        const paused = await page.request.patch(`${seogo().address}/api/admin/queues/${queue}`, {
          data: { paused: true },
        })
        expect(paused.status()).toBe(200)
      }
      const limit = { target: { appliesTo: 'house' }, meter: 'analyses', period: 'day', soft: null, hard: 0 }
      const limited = await page.request.put(`${seogo().address}/api/admin/usage/limits`, { data: limit })
      expect(limited.status()).toBe(200)
      await page.goto(`${seogo().address}/admin`)
      await expect(page.getByText(admin.queuePaused(jobs.queueNames.reading))).toBeVisible()
      await shoot(page, language, 'admin-home')
      await page.keyboard.press('f')
      await page.keyboard.type('ann')
      await expect(page.getByRole('region', { name: admin.found.events })).toBeVisible()
      await shoot(page, language, 'admin-found')
      await page.goto(`${seogo().address}/admin/settings`)
      const { label } = words.houseSettings.names.SEOGO_NAME
      await page.getByLabel(label, { exact: true }).fill('Optics Lab')
      await page.keyboard.press('Enter')
      await expect(page.getByText(words.houseSettings.saved(label), { exact: true })).toBeVisible()
      await shoot(page, language, 'admin-settings')
    })
  })
}
