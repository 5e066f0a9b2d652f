import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { expectNoViolation } from './expect-no-violation.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile, watchForErrors } from './steps.ts'
import { localeOf, wordsIn } from './words.ts'

const bibliography = join(mkdtempSync(join(tmpdir(), 'seogo-paper-')), 'refs.bib')
const attention = 'Attention over lanterns'
const other = 'Lanterns and attention in the warehouse'

test.beforeAll(() => {
  writeFileSync(
    bibliography,
    `@article{lee2020, title = {${attention}}, author = {Lee, Bo}, year = 2020, journal = {Jurnal of Lanterns}}
@article{lee2021, title = {${other}}, author = {Lee, Bo and Kim, Ann}, year = 2021}
@book{boats, title = {Paper boats}, author = {Park, Min}, year = 1999}`,
  )
})

test.use({ locale: localeOf.en, permissions: ['clipboard-read', 'clipboard-write'] })
const seogo = seogoOfThisFile()
const words = wordsIn.en

test('a field is corrected where it stands and taken back, a note links two papers, a citation is copied', async ({
  page,
}) => {
  const errors = watchForErrors(page)
  await makeAccount(page, seogo().ownerLink, ann, words)
  await dropFiles(page, [bibliography])
  await expect(paperRows(page, words)).toHaveCount(3)
  await page.getByRole('link', { name: attention }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: attention })).toBeVisible()

  await page.keyboard.press('d')
  const panel = page.getByRole('tabpanel')
  const pencil = panel.getByRole('button', { name: words.papers.editField(words.papers.venue) })
  await pencil.focus()
  await page.keyboard.press('Enter')
  const venue = panel.getByRole('textbox', { name: words.papers.venue })
  await expect(venue).toBeFocused()
  await venue.fill('Never kept')
  await page.keyboard.press('Escape')
  await expect(pencil).toBeFocused()
  await page.keyboard.press('Enter')
  await venue.fill('Journal of Lanterns')
  await page.keyboard.press('Enter')
  await expect(panel.getByText('Journal of Lanterns', { exact: true })).toBeVisible()
  await expect(pencil).toBeFocused()
  await expect(panel.getByText(words.papers.originSure(words.papers.originNames.person))).toBeVisible()

  // Tab goes on to the next field, and what cannot be right is said at once.
  await panel.getByRole('button', { name: words.papers.editField(words.papers.title) }).click()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await panel.getByRole('button', { name: words.papers.editField(words.papers.year) }).click()
  const year = panel.getByRole('textbox', { name: words.papers.year })
  await year.fill('20x0')
  await expect(panel.getByRole('alert')).toHaveText(words.papers.dateWrong)
  await page.keyboard.press('Escape')

  await page.keyboard.press('F6')
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(panel.getByText('Jurnal of Lanterns', { exact: true })).toBeVisible()
  await expectNoViolation(page, 'details of a paper')

  const reference = panel.getByText('Lee, B. (2020). Attention over lanterns. Jurnal of Lanterns.')
  await expect(reference).toBeVisible({ timeout: 60_000 })
  await panel.getByRole('button', { name: words.exports.copyReference, exact: true }).click()
  // Copying is under way when the press returns; the clipboard may still hold what another page left.
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('Attention over lanterns')

  await page.getByRole('tab', { name: words.paperPage.notes }).click()
  await expectNoViolation(page, 'a paper without notes')
  await page.getByRole('button', { name: words.notes.newNote }).click()
  const text = page.getByRole('textbox', { name: words.notes.text })
  await expect(text).toBeFocused()
  await page.keyboard.type('# What I think\n\nCompare [[ware')
  // Not only among those that were offered for fewer letters: the one that Enter takes.
  await expect(page.getByRole('option', { name: other, selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(text).toHaveValue(`# What I think\n\nCompare [[${other}]]`)
  await page.keyboard.type('.\n\n- [ ] read it\n\n<script>alert(1)</script>')
  await expect(page.getByText(words.notes.saved, { exact: true })).toBeVisible()
  await page.getByRole('combobox', { name: words.notes.view }).click()
  await page.getByRole('option', { name: words.notes.views.both }).click()
  const link = page.getByRole('region', { name: words.notes.note }).getByRole('link', { name: other })
  await expect(link).toBeVisible()
  await expectNoViolation(page, 'a note beside how it reads')

  await link.click()
  await expect(page.getByRole('heading', { level: 1, name: other })).toBeVisible()
  await page.getByRole('tab', { name: words.paperPage.notes }).click()
  await expect(page.getByRole('heading', { name: words.notes.mentions })).toBeVisible()
  await page.getByRole('link', { name: 'What I think' }).click()
  await expect(page.getByRole('heading', { level: 1, name: attention })).toBeVisible()
  await expect(text).toHaveValue(/Compare/)

  await page.getByRole('tab', { name: words.paperPage.related }).click()
  const related = page.getByRole('tabpanel')
  await expect(related.getByRole('link', { name: other })).toBeVisible()
  await expect(related.getByText(words.related.authors(['Bo Lee']))).toBeVisible()
  await expect(related.getByText('Paper boats')).toBeHidden()
  await expectNoViolation(page, 'related papers')
  await page.getByRole('tab', { name: words.paperPage.files }).click()
  await expectNoViolation(page, 'files of a paper')

  await page.goto(`${seogo().address}/notes`)
  await page.getByRole('button', { name: 'What I think' }).click()
  await expect(page.getByRole('link', { name: new RegExp(words.notes.openPaper) })).toBeVisible()
  await expectNoViolation(page, 'all notes')
  expect(errors).toEqual([])
  await writeAtOnce(page)
})

/** The open note is changed on another device in the very moment in which it is saved here; both texts are kept. */
async function writeAtOnce(page: Page) {
  const field = page.getByRole('textbox', { name: words.notes.text })
  const mine = 'Mine, written on the desk'
  const theirs = '# Theirs\n\nwritten on the train'
  let isFirst = true
  await page.route('**/api/notes/*', async (route, request) => {
    if (request.method() !== 'PATCH' || !isFirst) return route.fallback()
    isFirst = false
    const { version } = await (await page.request.get(request.url())).json()
    const saved = await page.request.patch(request.url(), { data: { version, body: theirs, links: [] } })
    expect(saved.status()).toBe(200)
    return route.continue()
  })
  await field.fill(mine)
  const conflict = page.getByRole('alert').filter({ hasText: words.notes.conflict })
  await expect(conflict).toContainText('written on the train')
  await expect(field).toHaveValue(mine)
  await expectNoViolation(page, 'a note that two wrote')

  // Whoever goes away before deciding finds both again.
  await page.reload()
  await expect(conflict).toContainText('written on the train')
  await expect(field).toHaveValue(mine)
  await conflict.getByRole('button', { name: words.notes.keepBoth }).click()
  await expect(page.getByText(words.notes.keptBoth)).toBeVisible()
  await expect(conflict).toBeHidden()
  await expect(field).toHaveValue(theirs)
  await page.getByRole('button', { name: 'Mine, written on the desk' }).click()
  await expect(field).toHaveValue(mine)
}
