import { expect, type Page, test } from '@playwright/test'
import { twoPapers } from './sample-files.ts'
import {
  ann,
  dropFiles,
  makeAccount,
  markDocument,
  paperRows,
  seogoOfThisFile,
  watchForErrors,
} from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(`a newcomer whose browser speaks ${language}`, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words = wordsIn[language]

    test('opens the link, drops two papers and sees the first one read', async ({ page }) => {
      const errors = watchForErrors(page)
      await page.goto(seogo().ownerLink)
      await expect(page.getByRole('heading', { name: words.accounts.linkTitle.claim })).toBeVisible()
      await makeAccount(page, seogo().ownerLink, ann, words)
      await expect(page.getByText(words.library.emptyLibrary)).toBeVisible()

      const opened = await markDocument(page)
      const papers = await twoPapers()
      await dropFiles(
        page,
        papers.map(({ path }) => path),
      )
      await expect(paperRows(page, words)).toHaveCount(2)
      for (const { title } of papers) {
        await expect(page.getByRole('link', { name: title }).first()).toBeVisible({ timeout: 60_000 })
      }
      await expect(page.getByText(words.imports.summary(2, 0, 0))).toBeVisible()
      for (const state of ['stored', 'reading'] as const) {
        await expect(paperRows(page, words).getByText(words.papers.fileStates[state])).toHaveCount(0)
      }

      await page.getByRole('link', { name: papers[1].title }).first().click()
      await expect(page).toHaveURL(/\/papers\//)
      await analyse(page, words)
      expect(await opened.isSame(), 'everything came without a reload').toBe(true)

      const claim = page.getByTitle(words.analysis.showPassage(1)).first()
      await claim.click()
      await expectPassageMarked(page, words)

      await page.reload()
      await expect(page.getByText(words.analysis.states.answered)).toBeVisible()
      await expectPassageMarked(page, words)
      expect(errors).toEqual([])
    })
  })
}

/** Asks the built-in reader and watches its state move until the answer stands there. */
async function analyse(page: Page, words: Words): Promise<void> {
  await page.getByRole('button', { name: words.analysis.ask, exact: true }).click()
  await expect(page.getByText(words.analysis.states.answered)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('heading', { name: words.analysis.parts.summary })).toBeVisible()
}

/** The passage of the pressed claim is marked in the PDF, and the marked words are words of the claim. */
async function expectPassageMarked(page: Page, words: Words): Promise<void> {
  const marks = page.getByRole('img', { name: words.papers.markedPassage })
  await expect(marks.locator('span').first()).toBeInViewport()
  const shown = page
    .getByTitle(words.analysis.showPassage(1))
    .and(page.getByRole('button', { pressed: true }))
  const claim = await shown.innerText()
  await expect
    .poll(async () => wordsOf(await textUnder(page)).filter((word) => wordsOf(claim).includes(word)).length)
    .toBeGreaterThan(3)
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{4,}/gu) ?? []
}

/** The text of the PDF's text layer that lies under the marks. */
function textUnder(page: Page): Promise<string> {
  return page.evaluate(() => {
    const marks = [...document.querySelectorAll('[data-page] [role="img"] > span')].map((mark) =>
      mark.getBoundingClientRect(),
    )
    const overlaps = (box: DOMRect) =>
      marks.some(
        (mark) =>
          box.left < mark.right && box.right > mark.left && box.top < mark.bottom && box.bottom > mark.top,
      )
    return [...document.querySelectorAll('.textLayer span')]
      .filter((span) => overlaps(span.getBoundingClientRect()))
      .map((span) => span.textContent)
      .join(' ')
  })
}
