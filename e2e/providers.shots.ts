import { expect, test } from '@playwright/test'
import { shoot } from './shoot.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

const address = 'http://127.0.0.1:9/v1'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words = wordsIn[language]

    test(`providers in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      const save = (path: string, data: object) => page.request.post(`${seogo().address}${path}`, { data })
      const key = 'sk-of-the-pictures-WXYZ'
      const model = 'claude-sonnet-5-5'
      await save('/api/keys', { label: 'Claude', provider: 'anthropic', baseUrl: address, model, key })
      const shared = { provider: 'gemini', baseUrl: address, model: 'gemini-4-argon', key }
      await save('/api/shared-keys', { ...shared, label: 'Lab’s Gemini' })
      await page.goto(`${seogo().address}/settings`)
      await expect(page.getByText('Lab’s Gemini')).toBeVisible()
      await page.getByRole('button', { name: words.vault.add }).click()
      await page.getByRole('heading', { name: words.vault.add }).scrollIntoViewIfNeeded()
      await shoot(page, language, 'providers-add')
      await page.getByRole('button', { name: words.vault.changeTitle('Claude') }).click()
      await expect(page.getByText(words.vault.standInHint)).toBeVisible()
      await shoot(page, language, 'providers-change')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: words.vault.changeTitle('Lab’s Gemini') }).click()
      await expect(page.getByText(words.vault.standInShared)).toBeVisible()
      await shoot(page, language, 'providers-change-shared')
    })
  })
}
