import { expect, test } from '@playwright/test'
import { createLibrary } from '#features/accounts/contract.ts'
import { shoot } from './shoot.ts'
import { ann, bo, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

const bibliography = '@article{a, title = {한국어 정보 검색의 평가}, author = {김, 철수}, year = 2020}'
const names = { en: 'Retrieval group', ko: '정보 검색 연구실' }

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words: Words = wordsIn[language]

    test(`a shared library in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      const ask = async (path: string, data: object) =>
        (await page.request.post(`${seogo().address}${path}`, { data })).json()
      const invitation = await ask('/api/invitations', { email: bo.email, role: 'member' })
      const token = String(Reflect.get(invitation, 'link')).split('/').at(-1)
      const stranger = await page.context().browser()?.newContext()
      await stranger?.request.post(`${seogo().address}/api/links/use`, { data: { token, account: bo } })
      const { id } = createLibrary.reply.parse(await ask('/api/libraries', { name: names[language] }))
      await ask(`/api/libraries/${id}/members`, { email: bo.email, membership: 'reader' })
      await ask('/api/imports/text', { text: bibliography, libraryId: id })
      await page.goto(`${seogo().address}/?library=${id}`)
      await expect(paperRows(page, words)).toHaveCount(1, { timeout: 60_000 })

      const switcher = page.getByRole('button', { name: new RegExp(`^${words.libraries.library}: `) })
      const people = page.getByRole('dialog', { name: words.libraries.peopleTitle(names[language]) })
      await switcher.click()
      await shoot(page, language, 'library-switcher')
      await page.getByRole('menuitem', { name: words.libraries.people }).click()
      await expect(people.getByText(bo.email)).toBeVisible()
      await shoot(page, language, 'library-people')
      await people.getByRole('button', { name: words.libraries.delete }).click()
      await shoot(page, language, 'library-delete')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
      await paperRows(page, words).getByRole('link').click()
      await page.getByRole('button', { name: words.transfers.open }).click()
      await expect(page.getByRole('dialog', { name: words.transfers.title(1) })).toBeVisible()
      await shoot(page, language, 'library-transfer')
    })
  })
}
