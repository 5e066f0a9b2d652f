import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { listTags } from '#features/reading/contract.ts'
import { shoot } from './shoot.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

const bibliography = join(mkdtempSync(join(tmpdir(), 'seogo-shots-')), 'refs.bib')
const titles = ['한국어 정보 검색의 평가', 'Lanterns and Warehouses', 'Attention for Quiet Libraries']
const tagsOf = [
  ['방법론/트랜스포머', '주제/검색', 'TCP/IP'],
  ['method/transformer/vision', 'to cite'],
  ['method/transformer', 'method/convolution', '주제/색인'],
]
const colours = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink']

test.beforeAll(() => {
  writeFileSync(
    bibliography,
    titles
      .map((title, at) => `@article{k${at}, title={${title}}, author={Kim, A}, year={202${at}}}`)
      .join('\n'),
  )
})

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words: Words = wordsIn[language]

    test(`tags and smart collections in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      await dropFiles(page, [bibliography])
      await expect(paperRows(page, words)).toHaveCount(titles.length)
      await page.evaluate(async (names) => {
        const token = document.cookie.match(/XSRF-TOKEN=([^;]+)/)?.[1] ?? ''
        const csrf = { 'content-type': 'application/json', 'x-xsrf-token': token }
        const { items } = await (await fetch('/api/papers?sort=title&direction=desc')).json()
        for (const [at, paper] of items.entries())
          await fetch(`/api/papers/${paper.id}/tags`, {
            method: 'PUT',
            headers: csrf,
            body: JSON.stringify({ names: names[at] }),
          })
      }, tagsOf)
      await page.evaluate(
        async ({ path, palette }) => {
          const token = document.cookie.match(/XSRF-TOKEN=([^;]+)/)?.[1] ?? ''
          const { items } = await (await fetch(path)).json()
          for (const [at, tag] of items.entries())
            await fetch(`${path}/${tag.id}`, {
              method: 'PATCH',
              headers: { 'content-type': 'application/json', 'x-xsrf-token': token },
              body: JSON.stringify({ colour: palette[at % palette.length] }),
            })
        },
        { path: listTags.path, palette: colours },
      )
      await page.goto(`${seogo().address}/tags`)
      await expect(page.getByRole('button', { name: 'method/transformer/vision', exact: true })).toBeVisible()
      await shoot(page, language, 'tags')
      await page.getByRole('button', { name: 'TCP/IP', exact: true }).press('m')
      await expect(page.getByRole('dialog')).toBeVisible()
      await shoot(page, language, 'tags-merge')
      await page.keyboard.press('Escape')
      await page.getByRole('checkbox', { name: words.reading.tagTree.choose('to cite') }).click()
      await page.getByRole('checkbox', { name: words.reading.tagTree.choose('TCP/IP') }).click()
      await page.getByRole('button', { name: 'method', exact: true }).press('F2')
      await shoot(page, language, 'tags-rename')

      await page.goto(seogo().address)
      const pane = page.getByRole('navigation', { name: words.reading.collections.title, exact: true })
      await pane.getByRole('button', { name: 'method', exact: true }).click()
      await pane.getByRole('button', { name: 'TCP', exact: true }).press('x')
      await page.getByRole('button', { name: words.reading.smart.newTitle }).click()
      const dialog = page.getByRole('dialog', { name: words.reading.smart.newTitle })
      await dialog.getByLabel(words.reading.smart.name).fill('한 번 더 읽기')
      await shoot(page, language, 'smart-new')
      await page.keyboard.press('Enter')
      await expect(pane.getByRole('link', { name: '한 번 더 읽기' })).toBeVisible()
      await shoot(page, language, 'library-tags')
      await page.setViewportSize({ width: 390, height: 844 })
      await page.getByRole('button', { name: words.reading.collections.title, exact: true }).last().click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await shoot(page, language, 'library-tags-drawer')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: words.library.filtersActive(2) }).click()
      await shoot(page, language, 'library-filters')
    })
  })
}
