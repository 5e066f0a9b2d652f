import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { wordsIn } from './words.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'test-results/shots')
const words = wordsIn.en

test.use({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 })
const seogo = seogoOfThisFile()

/** The picture of the README: `SEOGO_WRITE_PICTURE=1` puts it into docs/. */
test('a paper that was read, with a claim and the place it stands on', async ({ page }) => {
  await makeAccount(page, seogo().ownerLink, ann, words)
  await dropFiles(page, [join(root, 'examples/first-paper.pdf')])
  await expect(paperRows(page, words)).toHaveCount(1)
  const title = 'Measuring Korean Title Search'
  await page.getByRole('link', { name: title }).first().click({ timeout: 60_000 })
  await page.getByRole('button', { name: words.analysis.ask, exact: true }).click()
  await expect(page.getByText(words.analysis.states.answered, { exact: true })).toBeVisible({
    timeout: 60_000,
  })
  await page.getByTitle(words.analysis.showPassage(1)).first().click()
  const marks = page.getByRole('img', { name: words.papers.markedPassage })
  await expect(marks.locator('span').first()).toBeInViewport()
  await page.waitForLoadState('networkidle')
  const picture = await page.screenshot()
  mkdirSync(folder, { recursive: true })
  const written = sharp(picture).webp({ quality: 80 })
  await written.toFile(join(folder, 'readme.webp'))
  if (process.env.SEOGO_WRITE_PICTURE) await written.toFile(join(root, 'docs/seogo.webp'))
})
