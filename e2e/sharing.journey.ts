import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test'
import { listPapers } from '#features/papers/contract.ts'
import { judge, tagPaper } from '#features/reading/contract.ts'
import { expectNoViolation } from './expect-no-violation.ts'
import { ann, bo, dropFiles, makeAccount, type Person, paperRows, seogoOfThisFile } from './steps.ts'
import { localeOf, wordsIn } from './words.ts'

const seogo = seogoOfThisFile()
const words = wordsIn.en
const cy: Person = { name: 'Cy Han', email: 'cy@example.org', password: 'nine lamps behind the glass' }

/** Somebody new in a browser of their own. */
async function joinBy(browser: Browser, inviting: Page, person: Person): Promise<Page> {
  const answer = await inviting.request.post('/api/invitations', {
    data: { email: person.email, role: 'member' },
  })
  const { link } = (await answer.json()) as { link: string }
  const context = await browser.newContext({ locale: localeOf.en, baseURL: seogo().address })
  const page = await context.newPage()
  // The request names no origin, so the link does not know the port.
  await makeAccount(page, new URL(link).pathname, person, words)
  return page
}

const switcher = (page: Page) =>
  page.getByRole('button', { name: new RegExp(`^${words.libraries.library}: `) })

async function pick(
  page: Page,
  entry: RegExp | string,
  role: 'menuitem' | 'menuitemradio' = 'menuitemradio',
) {
  await switcher(page).click()
  await page.getByRole(role, { name: entry }).click()
}

const stars = (page: Page): Locator => paperRows(page, words).getByRole('slider').filter({ visible: true })

test('two people share a library: its papers, tags and collections are both’s, each judges for themselves', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: localeOf.en, baseURL: seogo().address })
  const anns = await context.newPage()
  await makeAccount(anns, seogo().ownerLink, ann, words)
  const bos = await joinBy(browser, anns, bo)
  const cys = await joinBy(browser, anns, cy)

  await test.step('Ann makes the library and lets Bo in, whose open screen hears of it', async () => {
    await pick(anns, words.libraries.newLibrary, 'menuitem')
    await anns.getByLabel(words.libraries.name, { exact: true }).fill('The lab')
    await anns.keyboard.press('Enter')
    const people = anns.getByRole('dialog', { name: words.libraries.peopleTitle('The lab') })
    await people.getByLabel(words.libraries.email, { exact: true }).fill(bo.email)
    await people.getByRole('button', { name: words.libraries.add, exact: true }).click()
    await expect(people.getByText(bo.email)).toBeVisible()
    await expectNoViolation(anns, 'the people of a library')
    await anns.keyboard.press('Escape')
    await pick(bos, /^The lab/)
    await expect(switcher(bos)).toContainText('The lab')
  })

  await test.step('what Ann adds and tags there, Bo sees at once; their ratings are their own', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'seogo-sharing-')), 'lab.bib')
    writeFileSync(file, '@book{a, title = {Lanterns of the Lab}, author = {Kim, Min}, year = 2001}')
    await dropFiles(anns, [file])
    await expect(paperRows(bos, words)).toHaveCount(1)
    const { items } = listPapers.reply.parse(await (await bos.request.get('/api/papers')).json())
    const path = (endpoint: { path: string }) => endpoint.path.replace(':paperId', items[0]?.id ?? '')
    await bos.request.put(path(tagPaper), { data: { names: ['to discuss'] } })
    await bos.request.patch(path(judge), { data: { ratingHalves: 9, status: 'reading' } })
    await expect(paperRows(anns, words).getByText('to discuss')).toBeVisible()
    await expect(stars(bos)).toHaveAttribute('aria-valuenow', '4.5')
    await expect(paperRows(bos, words).getByText(words.papers.statusNames.reading)).toBeVisible()
    await expect(stars(anns)).toHaveAttribute('aria-valuenow', '0')
    await bos.request.post('/api/collections', {
      data: { libraryId: items[0]?.libraryId, name: 'Reading group' },
    })
    await expect(anns.getByRole('navigation').getByText('Reading group')).toBeVisible()
    await expectNoViolation(bos, 'a shared library')
  })

  await test.step('a third person sees nothing; let in to read, they see it all and are offered no change', async () => {
    await expect(cys.getByText(words.library.emptyLibrary)).toBeVisible()
    await switcher(cys).click()
    await expect(cys.getByRole('menuitem', { name: words.libraries.newLibrary })).toBeVisible()
    await expect(cys.getByText('The lab')).toHaveCount(0)
    await cys.keyboard.press('Escape')
    await pick(anns, words.libraries.people, 'menuitem')
    const people = anns.getByRole('dialog', { name: words.libraries.peopleTitle('The lab') })
    await people.getByLabel(words.libraries.email, { exact: true }).fill(cy.email)
    await people.getByLabel(words.libraries.membership, { exact: true }).click()
    await anns.getByRole('option', { name: words.libraries.membershipNames.reader }).click()
    await people.getByRole('button', { name: words.libraries.add, exact: true }).click()
    await expect(people.getByText(cy.email)).toBeVisible()

    await pick(cys, /^The lab/)
    await expect(paperRows(cys, words)).toHaveCount(1)
    await expect(cys.getByText(words.libraries.readerMark)).toBeVisible()
    await expect(cys.getByRole('button', { name: words.imports.add, exact: true })).toHaveCount(0)
    await paperRows(cys, words).getByRole('link').click()
    await expect(cys.getByRole('heading', { name: 'Lanterns of the Lab' })).toBeVisible()
    await expect(cys.getByText('to discuss')).toBeVisible()
    await expect(cys.getByLabel(words.reading.addTag)).toHaveCount(0)
    await expectNoViolation(cys, 'a paper one may only read')
  })

  await test.step('whoever is taken out sees the papers no more, without doing anything', async () => {
    const people = anns.getByRole('dialog', { name: words.libraries.peopleTitle('The lab') })
    await people.getByRole('button', { name: words.libraries.remove(bo.name) }).click()
    await expect(people.getByText(bo.email)).toHaveCount(0)
    await expect(bos.getByText('Lanterns of the Lab')).toHaveCount(0)
    await expect(bos.getByText(words.library.emptyLibrary)).toBeVisible()
    await expect(switcher(bos)).toContainText(words.libraries.allLibraries)
  })
})
