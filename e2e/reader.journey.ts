import { expect, type Page, test } from '@playwright/test'
import { expectNoViolation } from './expect-no-violation.ts'
import { bookTitle, writeBook } from './sample-book.ts'
import { ann, dropFiles, makeAccount, seogoOfThisFile, watchForErrors } from './steps.ts'
import { localeOf, wordsIn } from './words.ts'

const words = wordsIn.en
const { papers, reader } = words
test.use({ locale: localeOf.en, viewport: { width: 1440, height: 900 } })
const seogo = seogoOfThisFile()

const pageNumber = (page: Page) => page.getByLabel(papers.page, { exact: true })

async function openBook(page: Page) {
  await page.getByRole('link', { name: bookTitle }).first().click()
  await expect(page.locator('.textLayer span').first()).toBeVisible()
}

test('a book is searched on every page, over the ends of its lines, and entered by its contents', async ({
  page,
}) => {
  const errors = watchForErrors(page)
  await makeAccount(page, seogo().ownerLink, ann, words)
  await dropFiles(page, [await writeBook(60)])
  await expect(page.getByRole('link', { name: bookTitle }).first()).toBeVisible({ timeout: 60_000 })
  await openBook(page)
  expect(await page.locator('[data-page]').count(), 'pages that are drawn').toBeLessThan(6)

  await page.keyboard.press('Control+f')
  const field = page.getByRole('searchbox', { name: reader.find })
  // Once for two of the forty lines of an upright page, of the twenty of the others; all over a line's end.
  await field.fill('examining THEM')
  await expect(page.getByText(reader.hits(48 * 20 + 12 * 10))).toBeVisible()
  await field.fill('line 12 of page 42')
  await expect(page.getByText(reader.hits(1))).toBeVisible()
  await field.press('Enter')
  await expect(page.locator('[data-shown]').first()).toBeInViewport()
  await expect(pageNumber(page)).toHaveValue('42')
  await expectNoViolation(page, 'the search in a paper')
  await field.press('Escape')

  await page.keyboard.press('b')
  await page.getByRole('tab', { name: reader.outline }).click()
  await page.getByRole('button', { name: 'Chapter 20' }).click()
  await expect(pageNumber(page)).toHaveValue('20')
  await expectNoViolation(page, 'a paper’s contents')
  expect(errors).toEqual([])
})
