import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile, signIn, watchForErrors } from './steps.ts'
import { wordsIn } from './words.ts'

const seogo = seogoOfThisFile()
const words = wordsIn.en

const withErrors = `@article{a, title = {A Whole Entry}, author = {Kim, Min}, year = 2001, keywords = {storage}}
@article{b, year = 2002}
@article{c, title = {A Mended Entry} year = 2003}
`

function asFile(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'seogo-import-')), name)
  writeFileSync(path, text)
  return path
}

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true })

test('a bibliography with errors is imported, its report read, and all of it taken back', async ({
  page,
}) => {
  const errors = watchForErrors(page)
  await makeAccount(page, seogo().ownerLink, ann, words)
  await dropFiles(page, [asFile('refs.bib', withErrors)])
  await expect(page.getByText(words.imports.summary(2, 0, 1))).toBeVisible({ timeout: 30_000 })
  await expect(paperRows(page, words)).toHaveCount(2)

  await page.getByRole('button', { name: words.imports.report, exact: true }).click()
  const report = dialog(page, words.imports.reportTitle)
  await expect(report.getByRole('listitem')).toHaveCount(3)
  await report.getByRole('button', { name: words.imports.outcomes.refused }).click()
  await expect(report.getByRole('listitem')).toHaveCount(1)
  await expect(report.getByText(words.imports.entryProblems.title_missing)).toBeVisible()
  await expect(report.getByText(words.imports.line(2))).toBeVisible()

  await report.getByRole('button', { name: words.imports.undo, exact: true }).click()
  const question = page.getByRole('alertdialog', { name: words.imports.undoTitle, exact: true })
  await expect(question.getByText(words.imports.undoHelp(2, 0))).toBeVisible()
  await question.getByRole('button', { name: words.imports.undo, exact: true }).click()
  await expect(report.getByRole('button', { name: words.imports.redo, exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText(words.library.emptyLibrary)).toBeVisible()
  expect(errors).toEqual([])
})

test('pasted references are told for what they are and come in', async ({ page }) => {
  await signIn(page, seogo().address, ann, words)
  await page.keyboard.press('a')
  const add = dialog(page, words.imports.addTitle)
  await add.getByLabel(words.imports.paste, { exact: true }).fill(withErrors)
  await expect(add.getByText(words.imports.recognised.bibliography('BibTeX', 3))).toBeVisible()
  await add.getByRole('button', { name: words.imports.addPasted, exact: true }).click()
  await expect(add).toBeHidden()
  await expect(page.getByText(words.imports.pasted)).toBeVisible({ timeout: 30_000 })
  await expect(paperRows(page, words)).toHaveCount(2)
})

test('where sources are switched off the box says so and still takes references', async ({ page }) => {
  await signIn(page, seogo().address, ann, words)
  await page.keyboard.press('a')
  const add = dialog(page, words.imports.addTitle)
  const paste = add.getByLabel(words.imports.paste, { exact: true })
  const button = add.getByRole('button', { name: words.imports.addPasted, exact: true })
  await paste.fill('10.5555/lantern.7')
  await expect(add.getByText(words.imports.recognised.sourcesOff)).toBeVisible()
  await expect(button).toBeDisabled()
  await paste.fill('10.5555/lantern.7\n\n@book{d, title = {Another Whole Entry}}')
  await expect(button).toBeEnabled()
})
