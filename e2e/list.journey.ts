import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { expectNoViolation } from './expect-no-violation.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile, signIn, watchForErrors } from './steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.en
const { library, reading } = words

test.use({ locale: 'en-GB' })
const seogo = seogoOfThisFile()

/** A bibliography of so many papers about something. */
function bibliographyOf(count: number, subject: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'seogo-list-')), 'many.bib')
  const entries = Array.from(
    { length: count },
    (_, at) =>
      `@article{k${at}, title = {Study ${at} of ${subject}}, author = {Author${at % 97}, A.}, journal = {Journal ${at % 7}}, year = {${1980 + (at % 40)}}}`,
  )
  writeFileSync(file, entries.join('\n'))
  return file
}

const counted = (page: Page, count: number, formatted = String(count)) =>
  expect(page.getByText(library.count(count, formatted, true), { exact: true })).toBeVisible()
const current = (page: Page) => paperRows(page, words).and(page.locator('[aria-current]'))
const chosen = (page: Page) => page.getByRole('toolbar', { name: library.bulk.title })

test('fifty papers are judged by keyboard alone, and found by what was said of them', async ({ page }) => {
  const errors = watchForErrors(page)
  await makeAccount(page, seogo().ownerLink, ann, words)
  await dropFiles(page, [bibliographyOf(50, 'the quiet list')])
  await counted(page, 50)
  for (let at = 0; at < 50; at += 1) {
    await page.keyboard.press('j')
    await expect(current(page)).toHaveAttribute('data-index', String(at))
    await page.keyboard.press(String(1 + (at % 5)))
    await page.keyboard.press(at % 2 === 0 ? 'r' : 'l')
    if (at % 25 !== 0) continue
    await page.keyboard.press('t')
    await expect(page.getByRole('combobox', { name: reading.addTag }).last()).toBeFocused()
    await page.keyboard.type('keep')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: reading.removeTag('keep') }).last()).toBeVisible()
    // The first Escape leaves the field's list, when it stands open, the next one the dialog.
    while (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape')
  }
  await page.keyboard.press('Space')
  await expect(page.getByRole('dialog', { name: library.quickLook })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.goto(`${seogo().address}/?status=read`)
  await counted(page, 25)
  await page.goto(`${seogo().address}/?rating=8&sort=rating&direction=asc`)
  await counted(page, 20)
  await expect(paperRows(page, words).first().getByRole('slider')).toHaveAttribute(
    'aria-valuetext',
    reading.stars(8),
  )
  expect(errors).toEqual([])
})

test('a table is ordered, its columns chosen and sized, and what is shown comes back with the address', async ({
  page,
}) => {
  await signIn(page, seogo().address, ann, words)
  await counted(page, 50)
  await page.keyboard.press('v')
  const head = (name: string) => page.getByRole('columnheader', { name })
  await expect(head(library.columns.year)).toBeVisible()
  await head(library.columns.year).getByRole('button').click()
  await expect(head(library.columns.year)).toHaveAttribute('aria-sort', 'descending')
  await head(library.columns.year).getByRole('button').click()
  await expect(head(library.columns.year)).toHaveAttribute('aria-sort', 'ascending')
  await expect(paperRows(page, words).first()).toContainText('1980')
  await page.goBack()
  await expect(head(library.columns.year)).toHaveAttribute('aria-sort', 'descending')

  const edge = page.getByRole('separator', { name: library.widthOf(library.columns.year) })
  const before = Number(await edge.getAttribute('aria-valuenow'))
  await edge.focus()
  await page.keyboard.press('ArrowRight')
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 16))
  await page.getByRole('button', { name: library.chooseColumns }).click()
  await expectNoViolation(page, 'columns of the table')
  await page.getByRole('menuitemcheckbox', { name: library.columns.venue }).click()
  await page.keyboard.press('Escape')
  await expect(head(library.columns.venue)).toHaveCount(0)

  await page.keyboard.press('j')
  await page.keyboard.press('End')
  await expect(current(page)).toHaveAttribute('data-index', '49')
  await expect(page).toHaveURL(/[?&]paper=/)
  const title = (await current(page).getByRole('link').textContent()) ?? ''
  await page.reload()
  await expect(current(page)).toContainText(title)
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 16))
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await page.goBack()
  await expect(current(page)).toContainText(title)
})

test('a thousand papers are changed at once, and changed back', async ({ page }) => {
  await signIn(page, seogo().address, ann, words)
  await dropFiles(page, [bibliographyOf(1_000, 'crowded shelves')])
  // An import of a thousand takes its time beside other work.
  await expect(page.getByText(library.count(1_050, '1,050', true), { exact: true })).toBeVisible({
    timeout: 90_000,
  })
  await page.goto(`${seogo().address}/?q=crowded&sort=title`)
  await counted(page, 1_000, '1,000')
  const stars = paperRows(page, words).first().getByRole('slider')
  await expect(stars).toHaveAttribute('aria-valuetext', reading.stars(null))

  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(chosen(page)).toContainText(library.bulk.some(3, '3'))
  await page.keyboard.press('Shift+ArrowUp')
  await expect(chosen(page)).toContainText(library.bulk.some(2, '2'))
  await page.keyboard.press('Shift+End')
  await expect(chosen(page)).toContainText(library.bulk.some(1_000, '1,000'))
  await page.keyboard.press('Escape')
  await expect(chosen(page)).toHaveCount(0)

  await page.keyboard.press('Home')
  await page.keyboard.press('ControlOrMeta+a')
  await expect(chosen(page)).toContainText(library.bulk.all(1_000, '1,000', true))
  await expect(paperRows(page, words).first()).toHaveAttribute('aria-selected', 'true')
  await expectNoViolation(page, 'all papers chosen')
  await page.keyboard.press('4')
  await expect(page.getByText(library.bulk.judged(1_000, '1,000'))).toBeVisible()
  await expect(stars).toHaveAttribute('aria-valuetext', reading.stars(8))
  await page.keyboard.press('z')
  await expect(page.getByText(library.bulk.undone(1_000, '1,000'))).toBeVisible()
  await expect(stars).toHaveAttribute('aria-valuetext', reading.stars(null))

  await page.keyboard.press('t')
  await expect(page.getByRole('dialog').getByRole('combobox', { name: reading.addTag })).toBeFocused()
  await page.keyboard.type('crowd')
  await page.keyboard.press('Enter')
  await expect(page.getByText(library.bulk.tagged('1,000', 'crowd'))).toBeVisible({ timeout: 60_000 })
  await expect(paperRows(page, words).first()).toContainText('crowd')
  await page.keyboard.press('Delete')
  await expect(page.getByText(library.bulk.trashed(1_000, '1,000'))).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(library.noMatch)).toBeVisible()
  await page.keyboard.press('z')
  await counted(page, 1_000, '1,000')
})
