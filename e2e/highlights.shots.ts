import { expect, test } from '@playwright/test'
import { openHighlights, selectWords, sharePaper } from './marked-paper.ts'
import { shoot } from './shoot.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

const marks = [
  {
    colour: 'yellow',
    exact: 'most Korean nouns have two syllables',
    comment: '두 글자: the reason in one line',
  },
  { colour: 'green', exact: 'figures in this paper illustrate the example', tags: ['method', '색인'] },
  { colour: 'blue', exact: 'a title is what people remember' },
  { colour: 'red', exact: 'stemmed words for Latin runs', visibility: 'library' },
  { colour: 'purple', exact: 'Decomposing syllables into their letters', comment: 'Compare with the table.' },
]

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words = wordsIn[language]

    test(`highlights in ${language}`, async ({ page }) => {
      const { address, ownerLink } = seogo()
      await makeAccount(page, ownerLink, ann, words)
      const { paper } = await sharePaper(page, address)
      const api = paper.replace('/papers/', '/api/papers/')
      const { files } = await (await page.request.get(api)).json()
      for (const { exact, ...more } of marks)
        await page.request.post(`${api}/highlights`, {
          data: { fileId: files[0].id, quote: { exact }, ...more },
        })
      await page.goto(paper)
      const rows = page.getByRole('list', { name: words.highlights.title }).getByRole('listitem')
      await openHighlights(page, words)
      await expect(rows.first()).toBeVisible()
      await shoot(page, language, 'highlights', () => openHighlights(page, words))
      await shoot(page, language, 'highlight-edited', async () => {
        await openHighlights(page, words)
        // A narrow page is made anew, and its rows are closed.
        const edit = rows.first().getByRole('button', { name: words.highlights.edit })
        if ((await edit.getAttribute('aria-expanded')) !== 'true') await edit.click()
      })
      await page.goto(paper)
      await shoot(page, language, 'selection', async () => {
        const read = page.getByRole('tab', { name: words.paperPage.read })
        if (await read.isVisible()) await read.click()
        await selectWords(page, 'An index over pairs of letters', 'half as large')
        await expect(page.getByRole('toolbar', { name: words.highlights.bar })).toBeVisible()
      })
    })
  })
}
