import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { expectNoViolation } from './expect-no-violation.ts'
import {
  ann,
  dropFiles,
  makeAccount,
  paperRows,
  seogoOfThisFile,
  signIn,
  tabTo,
  watchForErrors,
} from './steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.en
const { tagTree, smart } = words.reading

test.use({ locale: 'en-GB' })
const seogo = seogoOfThisFile()

const one = `@article{a, title = {Attention for Warehouses}, author = {Kim, A}, year = {2023}, keywords = {TCP/IP, 검색}}
@article{b, title = {Convolution for Lanterns}, author = {Lee, B}, year = {2021}}
`
const later = '@article{c, title = {Lanterns of Today}, author = {Park, C}, year = {2025}, keywords = {검색}}'

function bibliography(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'seogo-tags-')), 'refs.bib')
  writeFileSync(path, text)
  return path
}

const pane = (page: Page) =>
  page.getByRole('navigation', { name: words.reading.collections.title, exact: true })
const tagInPane = (page: Page, name: string) => pane(page).getByRole('button', { name, exact: true })
const tagOnScreen = (page: Page, name: string) =>
  page.getByRole('list', { name: tagTree.title }).getByRole('button', { name, exact: true })

test('tags are nested, renamed and merged by keyboard, and a smart collection fills by itself', async ({
  page,
  browser,
}) => {
  const errors = watchForErrors(page)
  await makeAccount(page, seogo().ownerLink, ann, words)
  await dropFiles(page, [bibliography(one)])
  await expect(paperRows(page, words)).toHaveCount(2)

  await test.step('a typed slash nests, the slash of a keyword does not', async () => {
    await page.getByRole('link', { name: 'Convolution for Lanterns' }).first().click()
    await tabTo(page, page.getByRole('combobox', { name: words.reading.addTag }))
    await page.keyboard.type('method/convolution')
    // The tag stands there before the server has it.
    const kept = page.waitForResponse(
      (answer) => answer.url().includes('/api/papers/') && answer.request().method() !== 'GET',
    )
    await page.keyboard.press('Enter')
    await expect(
      page.getByRole('button', { name: words.reading.removeTag('method/convolution') }),
    ).toBeVisible()
    expect((await kept).status()).toBe(200)
    await page.goto(`${seogo().address}/tags`)
    await expect(tagOnScreen(page, 'method/convolution')).toHaveText('convolution')
    await expect(tagOnScreen(page, 'TCP/IP')).toHaveText('TCP/IP')
  })

  await test.step('renamed, merged and taken back by keyboard', async () => {
    await tabTo(page, tagOnScreen(page, 'method'))
    await page.keyboard.press('F2')
    await page.keyboard.type('Methods')
    await page.keyboard.press('Enter')
    await expect(tagOnScreen(page, 'Methods/convolution')).toBeVisible()
    await expectNoViolation(page, 'tags')
    await tagOnScreen(page, 'TCP/IP').focus()
    await page.keyboard.press('m')
    const dialog = page.getByRole('dialog', { name: tagTree.mergeTitle })
    await expect(dialog.getByLabel(tagTree.find)).toBeFocused()
    await page.keyboard.type('convolution')
    await page.keyboard.press('Enter')
    await expect(page.getByText(tagTree.merged('TCP/IP', 'Methods/convolution'))).toBeVisible()
    await expect(tagOnScreen(page, 'TCP/IP')).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await expect(tagOnScreen(page, 'TCP/IP')).toBeVisible()
  })

  await test.step('a tag narrows the list with those within it, or leaves them out', async () => {
    await page.goto(seogo().address)
    await tagInPane(page, 'Methods').click()
    await expect(paperRows(page, words)).toHaveCount(1)
    await expect(paperRows(page, words)).toContainText('Convolution for Lanterns')
    await tagInPane(page, 'Methods').press('x')
    await expect(paperRows(page, words)).toContainText('Attention for Warehouses')
    await expect(page).toHaveURL(/noTags/)
    await page.getByRole('button', { name: words.library.clear }).click()
    await expect(paperRows(page, words)).toHaveCount(2)
  })

  await test.step('what narrows is kept by a name, and fills in another session by itself', async () => {
    await tagInPane(page, '검색').click()
    await page.getByRole('button', { name: smart.newTitle }).click()
    const dialog = page.getByRole('dialog', { name: smart.newTitle })
    await expect(dialog.getByLabel(smart.name)).toBeFocused()
    await expectNoViolation(page, 'smart collection')
    await page.keyboard.type('To find')
    await page.keyboard.press('Enter')
    const section = (of: Page) => pane(of).getByRole('region', { name: smart.title })
    await expect(section(page)).toContainText('To find1')
    await expectNoViolation(page, 'library')

    const other = await (await browser.newContext({ locale: 'en-GB' })).newPage()
    await signIn(other, seogo().address, ann, words)
    await section(other).getByRole('link', { name: 'To find' }).click()
    await expect(paperRows(other, words)).toHaveCount(1)
    await dropFiles(page, [bibliography(later)])
    await expect(paperRows(other, words)).toHaveCount(2)
    await expect(section(other)).toContainText('To find2')
    await other.reload()
    await expect(paperRows(other, words)).toHaveCount(2)
    await other.context().close()
  })
  expect(errors).toEqual([])
})
