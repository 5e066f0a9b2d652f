import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { shoot } from './shoot.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

const bibliography = join(mkdtempSync(join(tmpdir(), 'seogo-shots-')), 'refs.bib')
const style = join(mkdtempSync(join(tmpdir(), 'seogo-shots-')), 'society.csl')

test.beforeAll(() => {
  writeFileSync(
    bibliography,
    '@article{kim2020, title = {한국어 정보 검색의 평가}, author = {김, 철수 and 이, 영희}, year = 2020, journal = {정보과학회논문지}}\n@article{lee, title = {Lanterns and Warehouses}, author = {Lee, Bo}, year = 2021}',
  )
  const layout = '<layout><text variable="title"/></layout>'
  writeFileSync(
    style,
    `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>한국정보과학회 학회지</title><id>kiise</id></info><citation>${layout}</citation><bibliography>${layout}</bibliography></style>`,
  )
})

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words: Words = wordsIn[language]

    test(`papers out in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      await dropFiles(page, [bibliography])
      await expect(paperRows(page, words)).toHaveCount(2)
      await page.keyboard.press('e')
      await expect(page.getByRole('dialog', { name: words.exports.exportTitle })).toBeVisible()
      await shoot(page, language, 'export')
      await page.keyboard.press('Escape')
      await page.getByRole('link', { name: '한국어 정보 검색의 평가' }).first().click()
      await expect(page.getByRole('button', { name: words.exports.cite, exact: true })).toBeVisible()
      const key = page.getByLabel(words.exports.citationKey)
      await shoot(page, language, 'cite', async () => {
        // A narrow page has another order, and is made anew.
        if (!(await key.isVisible()))
          await page.getByRole('button', { name: words.exports.cite, exact: true }).click()
        await expect(key).toBeVisible({ timeout: 60_000 })
      })

      await page.goto(`${seogo().address}/settings`)
      const section = (name: string) => page.getByRole('region', { name, exact: true })
      const keys = section(words.exports.keysTitle)
      await keys.getByLabel(words.exports.formula, { exact: true }).fill('auth.lower + nonsense')
      await keys.getByRole('button', { name: words.exports.preview, exact: true }).click()
      await expect(keys.getByText(words.exports.faults.unknown_name)).toBeVisible()
      await shoot(page, language, 'formula', () => keys.scrollIntoViewIfNeeded())
      const links = section(words.exports.linksTitle)
      await links.getByLabel(words.exports.linkName, { exact: true }).fill('thesis')
      await links.getByRole('button', { name: words.exports.makeLink, exact: true }).click()
      await expect(links.getByText(words.exports.linkMade)).toBeVisible()
      await shoot(page, language, 'address', () => links.scrollIntoViewIfNeeded())
      const styles = section(words.exports.stylesTitle)
      await styles.locator('input[type=file]').setInputFiles(style)
      await expect(styles.getByText('한국정보과학회 학회지')).toBeVisible({ timeout: 60_000 })
      await shoot(page, language, 'styles', () => styles.scrollIntoViewIfNeeded())
    })
  })
}
