import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { shoot } from './shoot.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

const bibliography = join(mkdtempSync(join(tmpdir(), 'seogo-shots-')), 'shelf.bib')

test.beforeAll(() => {
  const titles = [
    '한국어 정보 검색의 평가',
    'Cache Eviction under Skewed Load',
    '분산 저장소의 복제 지연',
    'Lanterns',
  ]
  const entries = Array.from(
    { length: 60 },
    (_, at) =>
      `@article{k${at}, title = {${titles[at % 4]} ${at}}, author = {${at % 2 === 0 ? '김, 하늘' : 'Lee, Bo'} and Park, Nari}, journal = {${at % 3 === 0 ? '정보과학회논문지' : 'Proceedings of Storage'}}, year = {${2000 + (at % 25)}}}`,
  )
  writeFileSync(bibliography, entries.join('\n'))
})

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words: Words = wordsIn[language]

    test(`the list in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      await dropFiles(page, [bibliography])
      await expect(paperRows(page, words).first()).toBeVisible()
      for (const key of ['j', '4', 'r', 'j', '5', 'j', 'w', '2', 'j']) await page.keyboard.press(key)
      await shoot(page, language, 'list-lines')
      for (const key of ['x', 'Shift+ArrowUp', 'Shift+ArrowUp']) await page.keyboard.press(key)
      await expect(page.getByRole('toolbar', { name: words.library.bulk.title })).toBeVisible()
      await shoot(page, language, 'list-chosen')
      await page.keyboard.press('v')
      await expect(page.getByRole('columnheader', { name: words.library.columns.year })).toBeVisible()
      await shoot(page, language, 'list-table')
      const menu = page.getByRole('button', { name: words.library.chooseColumns })
      await menu.click()
      await shoot(page, language, 'list-columns')
    })
  })
}
