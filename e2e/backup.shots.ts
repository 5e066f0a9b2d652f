import { expect, test } from '@playwright/test'
import { shoot } from './shoot.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words: Words = wordsIn[language]

    test(`backups in ${language}`, async ({ page }) => {
      test.setTimeout(240_000)
      const { backup } = words
      await makeAccount(page, seogo().ownerLink, ann, words)
      await page.goto(`${seogo().address}/jobs/backups`)
      await expect(page.getByRole('heading', { name: backup.none })).toBeVisible()
      await shoot(page, language, 'backups-none')
      await page.getByRole('button', { name: backup.make, exact: true }).click()
      const row = page.getByRole('listitem').filter({ hasText: backup.states.proven })
      await expect(row).toHaveCount(1, { timeout: 90_000 })
      await page.getByRole('checkbox', { name: backup.enabled }).click()
      await page.getByRole('button', { name: backup.save, exact: true }).click()
      await expect(page.getByText(backup.saved)).toBeVisible()
      await shoot(page, language, 'backups')
      await row.getByRole('button').click()
      await page.getByRole('menuitem', { name: backup.restore }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByRole('row', { name: backup.things.papers })).toBeVisible()
      await shoot(page, language, 'backups-restore')
      await dialog.getByText(backup.onTheCommandLine).click()
      const command = await dialog.getByLabel(backup.restoreCommand, { exact: true }).inputValue()
      const [, id = ''] = / --set (\S+)$/.exec(command) ?? []
      await dialog.getByLabel(backup.typeName(id)).fill(id)
      await dialog.getByRole('button', { name: backup.restoreNow, exact: true }).click()
      await expect(page.getByRole('heading', { name: backup.kept })).toBeVisible({ timeout: 120_000 })
      await shoot(page, language, 'backups-kept')
    })
  })
}
