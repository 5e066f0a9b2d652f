import { expect, type Page, test } from '@playwright/test'
import { expectNoViolation } from './expect-no-violation.ts'
import { selectWords } from './marked-paper.ts'
import { bookTitle, writeBook } from './sample-book.ts'
import { ann, dropFiles, makeAccount, seogoOfThisFile, signIn, watchForErrors } from './steps.ts'
import { localeOf, wordsIn } from './words.ts'

const words = wordsIn.en
const { papers, reader } = words
test.use({
  locale: localeOf.en,
  viewport: { width: 1440, height: 900 },
  permissions: ['clipboard-read', 'clipboard-write'],
})
// The second goes on with the book of the first.
test.describe.configure({ mode: 'serial' })
const seogo = seogoOfThisFile()

const pageNumber = (page: Page) => page.getByLabel(papers.page, { exact: true })

async function goToPage(page: Page, number: number) {
  await pageNumber(page).fill(`${number}`)
  await pageNumber(page).press('Enter')
  await expect(page.locator(`[data-page="${number}"] .textLayer span`).first()).toBeVisible()
}

/** With pdf.js held back: the first page is seen as its picture, and is drawn where that was. */
async function openBookSlowly(page: Page) {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/assets/pdfjs-*.js', async (route) => {
    await released
    await route.continue()
  })
  await page.getByRole('link', { name: bookTitle }).first().click()
  const picture = page.getByRole('status').locator('img[src$="/thumbnail"]')
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(480)
  const seen = await picture.boundingBox()
  await expectNoViolation(page, 'a paper that is on its way')
  release()
  await expect(page.locator('.textLayer span').first()).toBeVisible()
  const drawn = await page.locator('[data-page="1"]').boundingBox()
  for (const side of ['x', 'y', 'width', 'height'] as const)
    expect(Math.abs((drawn?.[side] ?? 0) - (seen?.[side] ?? Number.NaN)), side).toBeLessThan(2)
}

async function openBook(page: Page) {
  await page.getByRole('link', { name: bookTitle }).first().click()
  await expect(page.locator('.textLayer span').first()).toBeVisible()
}

test('a book is searched over the ends of its lines, entered by its contents, and copied clean', async ({
  page,
}) => {
  const errors = watchForErrors(page)
  await makeAccount(page, seogo().ownerLink, ann, words)
  await dropFiles(page, [await writeBook(60)])
  await expect(page.getByRole('link', { name: bookTitle }).first()).toBeVisible({ timeout: 60_000 })
  await openBookSlowly(page)
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
  await page.getByRole('tab', { name: reader.pages }).click()
  await expect(page.getByRole('button', { name: papers.pageOf(20, 60) })).toBeInViewport()

  await goToPage(page, 1)
  await selectWords(page, 'Line 2 of page 1', 'line 3 of page 1 is lit.')
  await page.keyboard.press('Control+c')
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe(
      'Line 2 of page 1: the lanterns burn quietly, and nobody is examining them before line 3 of page 1 is lit.',
    )
  expect(errors).toEqual([])
})

test('what is read on one session is gone on with on another, and each is told of the other', async ({
  page,
  browser,
}) => {
  await signIn(page, seogo().address, ann, words)
  const errors = watchForErrors(page)
  await openBook(page)
  await goToPage(page, 31)
  // While the address follows the reader, what is pressed beside it is not lost.
  await page.getByRole('tab', { name: words.paperPage.files }).click()
  await expect(page.getByRole('tab', { name: words.paperPage.files, selected: true })).toBeVisible()
  await expect(page).toHaveURL(/[?&]page=31\b/)
  await expect(page).toHaveURL(/[?&]tab=files\b/)
  await page.getByRole('link', { name: words.library.title }).first().click()
  await expect(page.getByRole('link', { name: bookTitle }).first()).toBeVisible()

  const tablet = await browser.newPage({ locale: localeOf.en, viewport: { width: 1024, height: 800 } })
  await signIn(tablet, seogo().address, ann, words)
  const tabletErrors = watchForErrors(tablet)
  await openBook(tablet)
  await expect(pageNumber(tablet)).toHaveValue('31')

  // Both open: what the tablet reads on, the desk is told.
  await openBook(page)
  await expect(pageNumber(page)).toHaveValue('31')
  await goToPage(tablet, 40)
  await expect(page.getByText(reader.elsewhere(40))).toBeVisible()
  await expectNoViolation(page, 'the hint of another device')
  await page.getByRole('button', { name: reader.goOnThere, exact: true }).click()
  await expect(pageNumber(page)).toHaveValue('40')
  expect([...errors, ...tabletErrors]).toEqual([])
  await tablet.close()
})
