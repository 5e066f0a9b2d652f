import { expect, test } from '@playwright/test'
import { onePaperTwice } from './sample-files.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile, watchForErrors } from './steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(`somebody with a paper twice, in ${language}`, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words = wordsIn[language]

    test('merges the two by keyboard and takes them apart again', async ({ page }) => {
      const errors = watchForErrors(page)
      await makeAccount(page, seogo().ownerLink, ann, words)
      await dropFiles(page, [onePaperTwice()])
      await expect(paperRows(page, words)).toHaveCount(2)
      await page.goto(`${seogo().address}/duplicates`)
      const compare = page.getByRole('link', { name: words.duplicates.compare })
      await expect(compare).toBeVisible({ timeout: 30_000 })
      await compare.click()
      const year = page.getByRole('group', { name: words.duplicates.fields.issued })
      await year.getByRole('radio').first().focus()
      await page.keyboard.press('2')
      await expect(year.getByRole('radio').nth(1)).toBeChecked()
      await page.keyboard.press('Enter')
      await expect(page.getByText(words.duplicates.none)).toBeVisible()
      await page.getByRole('button', { name: words.duplicates.undo }).click()
      await expect(page.getByText(words.duplicates.undone)).toBeVisible()
      await expect(compare).toBeVisible()
      expect(errors).toEqual([])
    })
  })
}
