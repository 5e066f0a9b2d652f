import { expect, test } from '@playwright/test'
import { filledView, performanceViews } from './performance-views.ts'
import { shoot } from './shoot.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile(async () => ({ SEOGO_METRICS_SECONDS: '1' }))
    const words = wordsIn[language]

    test(`performance in ${language}`, async ({ page }) => {
      const { performance } = words
      await makeAccount(page, seogo().ownerLink, ann, words)
      const { address } = seogo()
      const text = '@article{a, title = {Quiet rooms}, author = {Doe, Jane}, year = 2019}'
      expect((await page.request.post(`${address}/api/imports/text`, { data: { text } })).ok()).toBe(true)
      for (const place of ['/tags', '/notes', '/jobs', '/usage', '/']) await page.goto(`${address}${place}`)
      const at = (part: string) => page.goto(`${address}/performance?part=${part}&window=5m`)
      await at('requests')
      const routes = page.getByRole('table', { name: performance.routes })
      await expect(routes.getByRole('button', { name: 'GET /api/papers' }).first()).toBeVisible()
      await page.getByRole('button', { name: words.ui.showTable }).first().click()
      await shoot(page, language, 'performance-requests')
      await routes.getByRole('button', { name: 'GET /api/papers' }).first().click()
      const behind = page.getByRole('table', { name: performance.requests })
      await expect(behind).toBeVisible()
      await shoot(page, language, 'performance-behind', () => behind.scrollIntoViewIfNeeded())
      await at('statements')
      await expect(page.getByRole('button', { name: performance.plan }).first()).toBeVisible()
      await shoot(page, language, 'performance-statements')
      const ofFeatures = page.getByRole('row').filter({ hasText: 'features/' })
      await ofFeatures.first().getByRole('button', { name: performance.plan }).click()
      await expect(page.getByRole('dialog').getByText(/cost=/).first()).toBeVisible()
      await shoot(page, language, 'performance-plan')
      for (const view of performanceViews) {
        await at(view)
        await expect(filledView[view](page, words)).toBeVisible()
        await shoot(page, language, `performance-${view}`)
      }
    })
  })
}
