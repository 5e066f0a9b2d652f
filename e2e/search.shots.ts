import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { shoot } from './shoot.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

const bibliography = join(mkdtempSync(join(tmpdir(), 'seogo-shots-')), 'shelf.bib')

test.beforeAll(() => {
  writeFileSync(
    bibliography,
    `
@article{kim2023, title = {한국어 문헌 검색을 위한 색인 구조}, author = {김, 하늘 and 이, 바다}, journal = {정보과학회논문지}, year = {2023}, abstract = {두 음절 명사를 찾는 색인을 견준다.}}
@article{lee2019, title = {Cache Eviction under Skewed Load}, author = {Lee, Bo}, journal = {Proceedings of Storage}, year = {2019}, abstract = {Eviction decides what a cache forgets when the load is skewed.}}
@article{park2021, title = {Cache Replacement in Search Engines}, author = {Park, Nari}, journal = {Proceedings of Storage}, year = {2021}}
`,
  )
})

const questions = {
  en: { found: 'cache year:2019.. rating:9 autor:lee', kept: 'Since 2019' },
  ko: { found: '색인 연도:2019.. 평점:9', kept: '2019년부터' },
} as const

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words = wordsIn[language]

    test(`a question and why it finds in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      await dropFiles(page, [bibliography])
      await expect(paperRows(page, words)).toHaveCount(3)
      await page.keyboard.press('/')
      await page.keyboard.type(language === 'ko' ? '한' : 'ca')
      await expect(page.getByRole('option').first()).toBeVisible()
      await page.keyboard.press('ArrowDown')
      await shoot(page, language, 'search-suggestions')
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.press('Delete')
      await page.keyboard.press('ArrowDown')
      await expect(page.getByRole('option')).toHaveCount(12)
      await shoot(page, language, 'search-fields')
      await page.goto(`${seogo().address}/?q=${encodeURIComponent(questions[language].found)}`)
      await expect(page.getByText(words.search.faults.bad_rating)).toBeVisible()
      if (language === 'ko') await expect(paperRows(page, words)).toHaveCount(1)
      await page.keyboard.press('j')
      await shoot(page, language, 'search-question')
      await page.goto(`${seogo().address}/?q=${language === 'ko' ? '색인' : 'cache'}`)
      await expect(paperRows(page, words)).not.toHaveCount(3)
      await paperRows(page, words)
        .first()
        .click({ position: { x: 300, y: 40 } })
      await expect(page.getByRole('region', { name: words.search.why.title })).toBeVisible()
      await shoot(page, language, 'search-why')
      const kept = await page.request.post(`${seogo().address}/api/smart-collections`, {
        data: { name: questions[language].kept, filter: { yearFrom: 2019 } },
      })
      const { id }: { id: string } = await kept.json()
      await page.request.put(`${seogo().address}/api/smart-collections/${id}/follow`, {
        data: { follows: true },
      })
      await page.goto(`${seogo().address}/?lang=${language}&pdf=false&publishedFrom=2019-01-01&status=unread`)
      await expect(page.getByRole('img', { name: words.reading.smart.followed })).toBeVisible()
      await expect(paperRows(page, words)).toHaveCount(language === 'ko' ? 1 : 2)
      await shoot(page, language, 'search-line')
      await page.goto(`${seogo().address}/`)
      await expect(paperRows(page, words)).toHaveCount(3)
      await page.getByRole('button', { name: words.library.filters }).click()
      await expect(page.getByRole('region', { name: words.search.facets.title })).toBeVisible()
      await shoot(page, language, 'search-facets')
    })
  })
}
