import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { shoot } from './shoot.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

const bibliography = join(mkdtempSync(join(tmpdir(), 'seogo-shots-')), 'refs.bib')
const korean = '한국어 정보 검색의 평가'
const other = '음절 쌍을 쓰는 한국어 정보 검색'

test.beforeAll(() => {
  writeFileSync(
    bibliography,
    `@article{kim2020, title = {${korean}}, author = {김, 철수 and Lovelace, Ada}, year = 2020, journal = {정보과학회논문지}, volume = 47, number = 3, pages = {301--312}, doi = {10.5555/12345678}, abstract = {검색 시스템을 평가한다. Evaluation of retrieval.}, annote = {From a reference manager.}, keywords = {검색, 검색 평가}}
@article{lee2021, title = {${other}}, author = {이, 영희 and Lovelace, A.}, year = 2021, journal = {언어학}, keywords = {검색}}`,
  )
})

const body = `# 읽고 나서

Compare [[${other}]] with *this one*; [[nobody1900]] is not here.

| measure | value |
|---|---|
| nDCG | 0.71 |

- [x] figures checked
- [ ] appendix`

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words = wordsIn[language]

    test(`a paper’s page in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      await dropFiles(page, [bibliography])
      await expect(paperRows(page, words)).toHaveCount(2)
      await page.getByRole('link', { name: korean }).first().click()
      const tab = (name: string) => page.getByRole('tab', { name }).click()
      await tab(words.paperPage.details)
      await expect(page.getByRole('button', { name: words.exports.copyReference })).toBeVisible({
        timeout: 60_000,
      })
      await shoot(page, language, 'paper-details')
      await page.getByRole('button', { name: words.papers.editField(words.papers.authors) }).click()
      await shoot(page, language, 'paper-authors')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: words.paperPage.isVersionOf }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await shoot(page, language, 'paper-version')
      await page.keyboard.press('Escape')
      await tab(words.paperPage.notes)
      await shoot(page, language, 'paper-no-notes')
      await page.getByRole('button', { name: words.notes.newNote }).click()
      await page.getByRole('textbox', { name: words.notes.text }).fill(body)
      await expect(page.getByText(words.notes.saved, { exact: true })).toBeVisible()
      await page.getByRole('combobox', { name: words.notes.view }).click()
      await page.getByRole('option', { name: words.notes.views.both }).click()
      await shoot(page, language, 'paper-note')
      await page.getByRole('button', { name: words.notes.back }).click()
      await shoot(page, language, 'paper-notes')
      await tab(words.paperPage.related)
      await expect(page.getByRole('link', { name: other })).toBeVisible()
      await shoot(page, language, 'paper-related')
      await page.goto(`${seogo().address}/notes`)
      await page.getByRole('button', { name: '읽고 나서' }).click()
      await shoot(page, language, 'notes')
    })
  })
}
