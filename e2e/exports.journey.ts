import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile, tabTo, watchForErrors } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

const folder = mkdtempSync(join(tmpdir(), 'seogo-export-'))
const bibliography = `@article{kim2020, title = {한국어 정보 검색의 평가}, author = {김, 철수 and 이, 영희}, year = 2020, journal = {정보과학회논문지}}
@article{lee, title = {Lanterns & Warehouses}, author = {Lee, Bo}, year = 2021, keywords = {light}}
`

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(`papers out, in ${language}`, () => {
    test.use({ locale: localeOf[language], permissions: ['clipboard-read', 'clipboard-write'] })
    const seogo = seogoOfThisFile()
    const words = wordsIn[language]

    test('a library leaves by keyboard as BibTeX, comes back as nothing new, and a paper is cited', async ({
      page,
    }) => {
      const errors = watchForErrors(page)
      await makeAccount(page, seogo().ownerLink, ann, words)
      const brought = join(folder, `brought.${language}.bib`)
      writeFileSync(brought, bibliography)
      await dropFiles(page, [brought])
      await expect(page.getByText(words.imports.summary(2, 0, 0))).toBeVisible({ timeout: 30_000 })
      await expect(paperRows(page, words)).toHaveCount(2)

      const exported = await exportByKeyboard(page, words, join(folder, `exported.${language}.bib`))
      expect(readFileSync(exported, 'utf8')).toMatch(/@article\{(?:kim2020|lee),\n/)
      await dropFiles(page, [exported])
      await expect(page.getByText(words.imports.summary(0, 2, 0))).toBeVisible({ timeout: 30_000 })
      await expect(paperRows(page, words)).toHaveCount(2)

      await page.getByRole('link', { name: '한국어 정보 검색의 평가' }).first().click()
      await expect(page.getByRole('button', { name: words.exports.cite, exact: true })).toBeVisible()
      await page.keyboard.press('c')
      const cite = page.getByRole('dialog', { name: words.exports.citeTitle, exact: true })
      const reference = '김철수 & 이영희. (2020). 한국어 정보 검색의 평가. 정보과학회논문지.'
      await expect(cite.getByText(reference)).toBeVisible({ timeout: 30_000 })
      await expect(cite.getByLabel(words.exports.citationKey)).toHaveValue('kim2020')
      await cite.getByRole('button', { name: words.exports.copyReference, exact: true }).click()
      await expect(cite.getByRole('button', { name: words.exports.copied })).toBeVisible()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(reference)
      expect(errors).toEqual([])
    })
  })
}

/** Opens the export by its letter, and downloads by Tab and Enter. */
async function exportByKeyboard(page: Page, words: Words, path: string): Promise<string> {
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog', { name: words.exports.exportTitle, exact: true })
  await expect(dialog).toBeVisible()
  await tabTo(page, dialog.getByRole('link', { name: words.exports.download }))
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  await (await download).saveAs(path)
  await expect(dialog).toBeHidden()
  return path
}
