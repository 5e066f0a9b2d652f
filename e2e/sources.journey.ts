import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { type FakeSources, startFakeSources } from '../server/testing/fake-sources.ts'
import { type RunningSeogo, startSeogo } from './seogo.ts'
import { ann, dropFiles, makeAccount, paperRows, watchForErrors } from './steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.en
const title = 'Lantern Scheduling for Quiet Warehouses'
const doi = '10.5555/lantern.7'

let fake: FakeSources
let seogo: RunningSeogo

test.beforeAll(async () => {
  test.setTimeout(180_000)
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

  await details.getByRole('button', { name: words.papers.edit }).click()
  await page.getByLabel(words.papers.venue, { exact: true }).fill('Annals of Lanterns')
  await page.getByLabel(words.papers.isbn, { exact: true }).fill('978-0-306-40615-8')
  await expect(page.getByText(words.papers.identifierWrong('ISBN'))).toBeVisible()
  await page.getByLabel(words.papers.isbn, { exact: true }).fill('')
  await page.getByLabel(words.papers.isbn, { exact: true }).press('Enter')
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
