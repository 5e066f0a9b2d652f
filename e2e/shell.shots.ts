import { expect, type Page, test } from '@playwright/test'
import { twoPapers } from './sample-files.ts'
import { shoot } from './shoot.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

/** What stands open is closed by the next width: it is opened anew for each. */
async function openCommands(page: Page, words: Words, typed: string): Promise<void> {
  const palette = page.getByRole('dialog', { name: words.shell.commands })
  if (await palette.isVisible()) return
  await page.keyboard.press('ControlOrMeta+k')
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type(typed)
}

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words: Words = wordsIn[language]

    test(`the shell in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      const [, paper] = await twoPapers()
      await dropFiles(page, [paper.path])
      await expect(paperRows(page, words)).toHaveCount(1)
      const guide = page.getByRole('region', { name: words.guide.title })
      const nextStep = words.guide.next(words.guide.steps.ask.title)
      await expect(guide).toContainText(nextStep, { timeout: 60_000 })
      await guide.getByRole('button', { name: words.guide.showAll }).click()
      await shoot(page, language, 'shell-guide')
      await guide.getByRole('button', { name: words.guide.hideAll }).click()

      await openCommands(page, words, language === 'ko' ? 'ㅅㅈ' : 'set')
      await expect(page.getByRole('option').first()).toBeVisible()
      await shoot(page, language, 'shell-palette')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)

      // The button that the palette gives the focus back to shows its name over its neighbour.
      await page.locator(':focus').blur()
      await page.getByRole('button', { name: new RegExp(`^${words.shell.account}`) }).click()
      await shoot(page, language, 'shell-account')
      await page.keyboard.press('Escape')
      const more = page.getByRole('button', { name: words.shell.more, exact: true })
      await shoot(page, language, 'shell-more', async () => {
        if ((await more.isVisible()) && !(await page.getByRole('menu').isVisible())) await more.click()
      })
      await page.keyboard.press('Escape')

      await page.goto(`${seogo().address}/nowhere`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await shoot(page, language, 'shell-nowhere')

      await page.goto(seogo().address)
      await expect(paperRows(page, words)).toHaveCount(1)
      await openCommands(page, words, words.shell.densityNames.compact)
      await page.keyboard.press('Enter')
      await expect(page.locator('html')).toHaveAttribute('data-density', 'compact')
      await guide.getByRole('button', { name: words.guide.dismiss }).click()
      await expect(page.getByText(words.guide.dismissed)).toBeVisible()
      // The message stays while the pointer rests on it.
      await page.getByText(words.guide.dismissed).hover()
      await page.context().setOffline(true)
      await expect(page.getByText(words.shell.offline)).toBeVisible()
      await shoot(page, language, 'shell-message-offline')
      await page.context().setOffline(false)
    })
  })
}
