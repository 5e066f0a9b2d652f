import { expect, test } from '@playwright/test'
import { listPapers } from '#features/papers/contract.ts'
import { shoot } from './shoot.ts'
import { ann, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

const bibliography = `@article{a, title = {한국어 정보 검색의 평가}, author = {김, 철수}, year = 2020}
@article{b, title = {A paper of a rather long title that does not fit on one line of a telephone}, author = {Doe, Jane}, year = 2021}
@article{c, title = {Quiet rooms}, author = {Lee, Ann}, year = 2019}`

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words: Words = wordsIn[language]

    test(`care in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      await page.goto(`${seogo().address}/trash`)
      await expect(page.getByText(words.trash.none)).toBeVisible()
      await shoot(page, language, 'trash-empty')
      await page.request.post(`${seogo().address}/api/imports/text`, { data: { text: bibliography } })
      await page.goto(seogo().address)
      await expect(paperRows(page, words)).toHaveCount(3, { timeout: 60_000 })
      await page.request.post(`${seogo().address}/api/papers/bulk/trash`, {
        data: { papers: { filter: {} } },
      })
      await page.goto(`${seogo().address}/trash`)
      await page.getByRole('checkbox').nth(1).click()
      await shoot(page, language, 'trash')
      await page.getByRole('button', { name: words.trash.deleteForGood }).click()
      await shoot(page, language, 'trash-delete')
      await page.keyboard.press('Escape')

      const post = (path: string, data: object) => page.request.post(`${seogo().address}${path}`, { data })
      await post('/api/papers/bulk/restore', { papers: { all: {} } })
      await post('/api/papers/bulk/tags', { papers: { filter: {} }, add: ['keep', '나중에'] })
      await post('/api/papers/bulk/judgement', { papers: { filter: {} }, ratingHalves: 7, status: 'read' })
      const listed = await page.request.get(`${seogo().address}/api/papers`)
      const [first] = listPapers.reply.parse(await listed.json()).items
      await page.request.patch(`${seogo().address}/api/papers/${first?.id}`, {
        data: { title: 'Quiet rooms, corrected', year: 2022 },
      })
      await page.goto(`${seogo().address}/papers/${first?.id}?tab=history`)
      await expect(page.getByRole('list', { name: words.history.title })).toBeVisible()
      await shoot(page, language, 'paper-history')
      await page.goto(`${seogo().address}/history`)
      await expect(page.getByRole('list', { name: words.history.recent })).toBeVisible()
      await shoot(page, language, 'recent-changes')
    })
  })
}
