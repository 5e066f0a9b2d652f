import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { PDFDocument } from 'pdf-lib'
import { bookTitle, writeBook } from './sample-book.ts'
import { shoot } from './shoot.ts'
import { ann, dropFiles, makeAccount, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

/** A page with nothing but lines drawn on it, as a scan has. */
async function writeScan(): Promise<string> {
  const scan = await PDFDocument.create()
  const page = scan.addPage([595, 842])
  for (let line = 0; line < 30; line += 1)
    page.drawRectangle({ x: 60, y: 760 - line * 22, width: 475, height: 8 })
  const path = join(mkdtempSync(join(tmpdir(), 'seogo-scan-')), 'scan0017.pdf')
  writeFileSync(path, await scan.save())
  return path
}

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    // Without OCR the note of a scan stays, with what can be done.
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words = wordsIn[language]
    const { papers, reader, paperPage } = words

    test(`the reader in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      await dropFiles(page, [await writeBook(60), await writeScan()])
      await page.getByRole('link', { name: bookTitle }).first().click({ timeout: 60_000 })
      const isDrawn = async () => {
        const read = page.getByRole('tab', { name: paperPage.read })
        if (await read.isVisible()) await read.click()
        await expect(page.locator('.textLayer span').first()).toBeVisible()
      }
      await isDrawn()
      await shoot(page, language, 'reader', isDrawn)
      await shoot(page, language, 'reader-found', async () => {
        await isDrawn()
        const field = page.getByRole('searchbox', { name: reader.find })
        if (!(await field.isVisible())) await page.keyboard.press('Control+f')
        await field.fill('examining them')
        await field.press('Enter')
        await expect(page.locator('[data-shown]').first()).toBeVisible()
      })
      // Another width makes the page anew, with the search or without.
      await page.reload()
      await isDrawn()
      await page.getByRole('button', { name: reader.sidePane, exact: true }).click()
      await shoot(page, language, 'reader-pages', async () => {
        await isDrawn()
        await expect(page.getByRole('button', { name: papers.pageOf(1, 60) })).toBeVisible()
      })
      await page.getByRole('tab', { name: reader.outline }).click()
      await shoot(page, language, 'reader-contents', async () => {
        await isDrawn()
        await expect(page.getByRole('button', { name: /^Chapter 2\b/ })).toBeVisible()
      })
      await page.getByRole('button', { name: reader.sidePane, exact: true }).click()
      await page.getByRole('button', { name: reader.darkPages }).click()
      await shoot(page, language, 'reader-dark', isDrawn)
      await page.getByRole('button', { name: reader.darkPages }).click()

      await page.getByRole('link', { name: words.library.title }).first().click()
      await page
        .getByRole('link', { name: /scan0017/ })
        .first()
        .click()
      await shoot(page, language, 'reader-scan', async () => {
        const read = page.getByRole('tab', { name: paperPage.read })
        if (await read.isVisible()) await read.click()
        await expect(page.locator('[data-page] canvas').first()).toBeVisible()
      })
    })
  })
}
