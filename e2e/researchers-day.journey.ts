import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type FakeSources, startFakeSources } from '../server/testing/fake-sources.ts'
import { choose, command, keyboardOnly, pressOn, signInByKeyboard, writeInto } from './keyboard-only.ts'
import { ann, makeAccount, paperRows, seogoOfThisFile, tabTo, watchForErrors } from './steps.ts'
import { localeOf, wordsIn } from './words.ts'

const words = wordsIn.ko
const paperFile = join(import.meta.dirname, '../examples/first-paper.pdf')
const doi = '10.5555/lantern.7'
const title = '한국어 문헌 검색을 위한 색인 구조'

test.use({ locale: localeOf.ko, permissions: ['clipboard-read', 'clipboard-write'] })

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const current = (page: Page) => paperRows(page, words).and(page.locator('[aria-current]'))

/** Writes a question into the search box and waits for what it finds. */
async function ask(page: Page, question: string, found: number): Promise<void> {
  await page.keyboard.press('/')
  await expect(page.getByRole('combobox', { name: words.shell.search })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(question)
  await expect(paperRows(page, words)).toHaveCount(found)
}

/** A file that is chosen, and a DOI that is looked up. */
async function bringPapers(page: Page): Promise<void> {
  const add = page.getByRole('dialog', { name: words.imports.addTitle, exact: true })
  await page.keyboard.press('a')
  const chooser = page.waitForEvent('filechooser')
  await pressOn(page, add.locator('button', { hasText: words.imports.chooseFiles }))
  await (await chooser).setFiles(paperFile)
  await expect(paperRows(page, words)).toHaveCount(1)
  await expect(page.getByText(words.imports.summary(1, 0, 0))).toBeVisible()
  await page.keyboard.press('a')
  await writeInto(page, add.getByLabel(words.imports.paste, { exact: true }), `https://doi.org/${doi}`)
  await pressOn(page, add.getByRole('button', { name: words.imports.addPasted, exact: true }))
  await expect(add.getByRole('link', { name: title })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(add).toBeHidden()
  await expect(paperRows(page, words)).toHaveCount(2)
}

/** Has the open paper analysed, goes from a claim to its words, and marks some more with a comment. */
async function readPaper(page: Page): Promise<void> {
  await pressOn(page, page.getByRole('button', { name: words.analysis.ask, exact: true }))
  await expect(page.getByText(words.analysis.states.answered)).toBeVisible({ timeout: 60_000 })
  await pressOn(page, page.getByTitle(words.analysis.showPassage(1)).first())
  await expect(
    page.getByRole('img', { name: words.papers.markedPassage }).locator('span').first(),
  ).toBeInViewport()

  const find = page.getByRole('searchbox', { name: words.reader.find })
  await page.keyboard.press('ControlOrMeta+f')
  await expect(find).toBeFocused()
  await page.keyboard.type('figures in this paper')
  await expect(page.getByText(words.reader.hits(1), { exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-found] > [data-shown]').first()).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('toolbar', { name: words.highlights.bar })).toBeVisible()
  await page.keyboard.press('m')
  await expect(page.getByLabel(words.highlights.comment, { exact: true })).toBeFocused()
  await page.keyboard.type('그림은 예를 보인다')
  await pressOn(page, page.getByRole('button', { name: words.highlights.done }))
  await page.keyboard.press('h')
  const marked = page.getByRole('list', { name: words.highlights.title }).getByRole('listitem')
  await expect(marked).toContainText(/figures in this paper/i)
  await expect(marked).toContainText('그림은 예를 보인다')
}

/** Rates the open paper and gives it a tag. */
async function judgePaper(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('slider', { name: words.reading.ratingOf(title) }))
  await page.keyboard.press('4')
  await expect(page.getByRole('slider', { name: words.reading.ratingOf(title) })).toHaveAttribute(
    'aria-valuetext',
    words.reading.stars(8),
  )
  await writeInto(page, page.getByRole('combobox', { name: words.reading.addTag }), '색인')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: words.reading.removeTag('색인') })).toBeVisible()
  // A slash would be part of the tag; out of the field it opens the search.
  await page.keyboard.press('Tab')
}

/** Asks by fields, narrows by a control as well, and keeps both by a name. */
async function keepSearch(page: Page): Promise<void> {
  // What cannot be read is told, the rest finds.
  await ask(page, '저자:하늘 평점:9', 1)
  await expect(page.getByText(words.search.faults.bad_rating)).toBeVisible()
  await ask(page, '태그:색인', 1)
  await expect(paperRows(page, words)).toContainText(title)
  await page.keyboard.press('Enter')
  await pressOn(page, page.getByRole('button', { name: words.library.filtersActive(1), exact: true }))
  const filters = page.getByRole('dialog', { name: words.library.filters })
  await choose(page, filters.getByLabel(words.library.status), words.library.statusNames.unread)
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/status[=%]/)
  const { smart } = words.reading
  await command(page, smart.newTitle, words)
  await expect(page.getByRole('dialog', { name: smart.newTitle }).getByLabel(smart.name)).toBeFocused()
  await page.keyboard.type('색인에 대해')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: smart.menuOf('색인에 대해') })).toBeVisible()
}

/** What the list shows leaves as a file; the paper leaves as a reference on the clipboard. */
async function takeOut(page: Page): Promise<void> {
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog', { name: words.exports.exportTitle, exact: true })
  const download = page.waitForEvent('download')
  await pressOn(page, dialog.getByRole('link', { name: words.exports.download }))
  const exported = join(mkdtempSync(join(tmpdir(), 'seogo-day-')), 'exported.bib')
  await (await download).saveAs(exported)
  expect(readFileSync(exported, 'utf8')).toContain(title)
  await expect(dialog).toBeHidden()
  await page.keyboard.press('j')
  await expect(current(page)).toHaveCount(1)
  await page.keyboard.press('o')
  await expect(heading(page, title)).toBeVisible()
  await page.keyboard.press('c')
  const cite = page.getByRole('dialog', { name: words.exports.citeTitle, exact: true })
  await pressOn(page, cite.getByRole('button', { name: words.exports.copyReference, exact: true }))
  await expect(cite.getByRole('button', { name: words.exports.copied })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('정보과학회논문지')
  await page.keyboard.press('Escape')
}

let fake: FakeSources
const seogo = seogoOfThisFile(async () => {
  fake = await startFakeSources()
  const authors = [{ family: '김', given: '하늘' }]
  fake.knows(['crossref'], { title, authors, year: 2023, doi, venue: '정보과학회논문지' })
  return fake.settings()
})
test.afterAll(() => fake.close())

test('a researcher’s day by keyboard alone', async ({ page }) => {
  const errors = watchForErrors(page)
  const endOfDay = await keyboardOnly(page)
  await makeAccount(page, seogo().ownerLink, ann, words)
  await command(page, words.shell.signOut, words)
  await signInByKeyboard(page, ann, words)
  // The first press of Tab leads past the navigation (WCAG 2.4.1).
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: words.shell.skipToContent })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  await test.step('papers come in', () => bringPapers(page))
  await test.step('one is read', async () => {
    await ask(page, 'trigram', 1)
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await expect(current(page)).toHaveCount(1)
    await page.keyboard.press('o')
    await readPaper(page)
  })
  await test.step('it was said that the analysis is ready', async () => {
    await command(page, words.shell.goTo(words.shell.further.notifications), words)
    const told = page.getByRole('main').getByText(/분석/).first()
    await expect(told).toBeVisible()
    await pressOn(page, page.getByRole('main').getByRole('button', { name: words.notifications.markAllRead }))
    await expect(page.getByRole('button', { name: words.notifications.bell(0), exact: true })).toBeVisible()
  })
  await test.step('another is found by a word of two syllables, and judged', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('l')
    await ask(page, '색인', 1)
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await expect(current(page)).toHaveCount(1)
    await page.keyboard.press('o')
    await expect(heading(page, title)).toBeVisible()
    await judgePaper(page)
  })
  await test.step('a search is kept', () => keepSearch(page))
  await test.step('papers go out', () => takeOut(page))
  await command(page, words.shell.signOut, words)
  await expect(page.getByLabel(words.accounts.email, { exact: true })).toBeVisible()
  expect(errors).toEqual([])
  await endOfDay()
})
