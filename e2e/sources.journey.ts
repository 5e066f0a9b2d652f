import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { type FakeSources, startFakeSources } from '../server/testing/fake-sources.ts'
import { type RunningSeogo, startSeogo } from './seogo.ts'
import { ann, dropFiles, makeAccount, paperRows, signIn, watchForErrors } from './steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.en
const title = 'Lantern Scheduling for Quiet Warehouses'
const doi = '10.5555/lantern.7'

let fake: FakeSources
let seogo: RunningSeogo

test.beforeAll(async () => {
  fake = await startFakeSources()
  const authors = [
    { family: 'Kim', given: 'Ada' },
    { family: 'Lee', given: 'Bo' },
  ]
  const work = { title, authors, year: 2021, doi, venue: 'Journal of Lanterns', volume: '7', pages: '11-29' }
  fake.knows(['crossref'], { ...work, updatedBy: ['correction'] })
  fake.knows(['openalex'], { ...work, venue: 'J. Lanterns (OpenAlex)' })
  seogo = await startSeogo(fake.settings())
})
test.afterAll(async () => {
  await seogo.stop()
  await fake.close()
})

async function writePaper(): Promise<string> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.TimesRoman)
  const bold = await document.embedFont(StandardFonts.TimesRomanBold)
  const page = document.addPage([595, 842])
  page.drawText(title, { x: 60, y: 760, size: 20, font: bold })
  page.drawText('Ada Kim and Bo Lee', { x: 60, y: 730, size: 11, font })
  page.drawText(`https://doi.org/${doi}`, { x: 60, y: 60, size: 9, font })
  for (const [index, line] of Array.from(
    { length: 12 },
    () => 'Lanterns glow at night in quiet stores.',
  ).entries())
    page.drawText(line, { x: 60, y: 680 - index * 18, size: 11, font })
  const path = join(mkdtempSync(join(tmpdir(), 'seogo-paper-')), 'scan0017.pdf')
  writeFileSync(path, await document.save())
  return path
}

test('a dropped PDF is recognised, enriched, corrected by hand, and says where each field came from', async ({
  page,
}) => {
  const errors = watchForErrors(page)
  await makeAccount(page, seogo.ownerLink, ann, words)
  await dropFiles(page, [await writePaper()])
  await expect(paperRows(page, words)).toHaveCount(1)
  await page.getByRole('link', { name: title }).first().click({ timeout: 60_000 })
  await page.getByRole('tab', { name: words.paperPage.details }).click()
  const details = page.getByRole('tabpanel')
  await expect(details.getByText('Journal of Lanterns', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(
    details.getByText(words.papers.originSure(words.papers.originNames.crossref)).first(),
  ).toBeVisible()
  await expect(details.getByText(words.sources.noticeKinds.corrected)).toBeVisible()

  await details.getByRole('button', { name: words.papers.editField(words.papers.venue) }).click()
  await details.getByRole('textbox', { name: words.papers.venue }).fill('Annals of Lanterns')
  await page.keyboard.press('Enter')
  await expect(details.getByText('Annals of Lanterns')).toBeVisible()
  await expect(details.getByText(words.papers.originSure(words.papers.originNames.person))).toBeVisible()

  await details.getByRole('button', { name: words.sources.fieldMenu(words.papers.venue) }).click()
  await page.getByRole('menuitem', { name: /OpenAlex/ }).click()
  await expect(details.getByText('J. Lanterns (OpenAlex)')).toBeVisible()
  await details.getByRole('button', { name: words.sources.fieldMenu(words.papers.venue) }).click()
  await page.getByRole('menuitem', { name: words.sources.release }).click()
  await expect(details.getByText('Journal of Lanterns', { exact: true })).toBeVisible()
  expect(errors).toEqual([])
})

test('identifiers among pasted text become papers; one that failed is looked up again', async ({ page }) => {
  await signIn(page, seogo.address, ann, words)
  const later = '10.5555/lantern.8'
  fake.knows(['crossref'], { title: 'Lanterns by Day', authors: [], year: 2022, doi: later })
  const isbn = '9780306406157'
  fake.knows(['openlibrary'], { title: 'A Book of Lanterns', authors: [], year: 2001, isbn })
  fake.next('openlibrary', 'cut')
  await page.keyboard.press('a')
  const add = page.getByRole('dialog', { name: words.imports.addTitle, exact: true })
  const pasted = ['doi: 10.5555/LANTERN.8', `https://doi.org/${doi}`, 'ISBN 978-0-306-40615-7', 'no work']
  await add.getByLabel(words.imports.paste, { exact: true }).fill(pasted.join('\n'))
  const { recognised } = words.imports
  await expect(add.getByRole('status')).toHaveText(
    `${recognised.identifiers.doi(2)}, ${recognised.identifiers.isbn(1)} · ${recognised.idleLines(1)}`,
  )
  await add.getByRole('button', { name: words.imports.addPasted, exact: true }).click()
  const results = add.getByRole('region', { name: words.imports.lookedUp }).getByRole('listitem')
  const { added, already_there: there, refused } = words.imports.lookupOutcomes
  await expect(results).toHaveText([
    new RegExp(`^${added}Lanterns by Day`),
    new RegExp(`^${there}${title}`),
    new RegExp(`^${refused}ISBN 978-0-306-40615-7`),
  ])
  await add.getByRole('button', { name: words.imports.lookUpAgain(1), exact: true }).click()
  await expect(add.getByRole('link', { name: 'A Book of Lanterns' })).toBeVisible()
  await add.getByRole('link', { name: 'Lanterns by Day' }).click()
  await expect(page.getByRole('heading', { name: 'Lanterns by Day' })).toBeVisible()
})
