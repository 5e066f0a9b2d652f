import { expect, type Page, test } from '@playwright/test'
import { ann, makeAccount, markDocument, paperRows, seogoOfThisFile, tabTo, watchForErrors } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

const title = 'Lantern scheduling for quiet warehouses'
const shelf = '읽을 것'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(`somebody who saves from the browser, in ${language}`, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words = wordsIn[language]

    test('makes an address, sees the saved paper come in, and files it by keyboard', async ({ page }) => {
      const errors = watchForErrors(page)
      await makeAccount(page, seogo().ownerLink, ann, words)
      await page.goto(`${seogo().address}/settings`)
      const address = await makeAddress(page, words)

      await page.goto(seogo().address)
      await expect(page.getByText(words.library.emptyLibrary)).toBeVisible()
      const opened = await markDocument(page)
      expect(await save(address)).toBe(201)
      await expect(paperRows(page, words)).toHaveCount(1)
      await expect(paperRows(page, words)).toContainText(title)
      expect(await opened.isSame(), 'it came without a reload').toBe(true)

      await page.keyboard.press('j')
      await page.keyboard.press('o')
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      await tabTo(page, page.getByRole('button', { name: words.reading.collections.addTo }))
      await page.keyboard.press('Enter')
      const picker = page.getByRole('dialog', { name: words.reading.collections.pickTitle })
      await tabTo(page, picker.getByRole('button', { name: words.reading.collections.newTitle }))
      await page.keyboard.press('Enter')
      await expect(page.getByLabel(words.reading.collections.name, { exact: true })).toBeFocused()
      await page.keyboard.type(shelf)
      await page.keyboard.press('Enter')
      await expect(picker.getByRole('checkbox', { name: shelf })).toBeChecked()
      await page.keyboard.press('Escape')
      await expect(
        page.getByRole('button', { name: words.reading.collections.takeOutOf(shelf) }),
      ).toBeVisible()
      expect(errors).toEqual([])
    })
  })
}

async function makeAddress(page: Page, words: Words): Promise<string> {
  await page.getByLabel(words.connector.label, { exact: true }).fill('Chrome')
  await page.keyboard.press('Enter')
  const field = page.getByLabel(words.connector.addressOf('Chrome'), { exact: true })
  await expect(field).toHaveValue(/^http:.*\/zc\/[\w-]{43}\/$/)
  return field.inputValue()
}

/** What the extension sends when its button is pressed on the page of a paper. */
async function save(address: string): Promise<number> {
  const { status } = await fetch(`${address}connector/saveItems`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-zotero-connector-api-version': '3' },
    body: JSON.stringify({
      sessionID: 'journey',
      uri: 'https://journal.example/1',
      items: [
        {
          id: 'item-a',
          itemType: 'journalArticle',
          title,
          creators: [{ firstName: 'Ada', lastName: 'Kim', creatorType: 'author' }],
          date: '2021',
        },
      ],
    }),
  })
  return status
}
