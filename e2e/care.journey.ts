import { expect, type Page, test } from '@playwright/test'
import { listPapers } from '#features/papers/contract.ts'
import { expectNoViolation } from './expect-no-violation.ts'
import { ann, makeAccount, paperRows, seogoOfThisFile, watchForErrors } from './steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.en
const { history, trash } = words

test.use({ locale: 'en-GB' })
const seogo = seogoOfThisFile()

const bibliography = ['Quiet rooms', 'Paper boats', 'Lanterns']
  .map((title, at) => `@article{k${at}, title = {${title}}, author = {Doe, Jane}, year = ${2019 + at}}`)
  .join('\n')

const said = (page: Page, text: string) => expect(page.getByText(text, { exact: true })).toBeVisible()

test('papers come back from the trash or go for good, and every act is undone after a reload', async ({
  page,
}) => {
  const errors = watchForErrors(page)
  await makeAccount(page, seogo().ownerLink, ann, words)
  const { address } = seogo()
  const ask = async (method: 'post' | 'put', path: string, data: object) =>
    expect((await page.request[method](`${address}${path}`, { data })).ok()).toBe(true)
  await ask('post', '/api/imports/text', { text: bibliography })
  await expect(paperRows(page, words)).toHaveCount(3, { timeout: 30_000 })
  const listed = await page.request.get(`${address}/api/papers?sort=title&direction=asc`)
  const [lanterns] = listPapers.reply.parse(await listed.json()).items

  await ask('post', '/api/papers/bulk/trash', { papers: { filter: {} } })
  await page.goto(`${address}/trash`)
  await page.getByRole('checkbox', { name: trash.choose('Lanterns') }).click()
  await expectNoViolation(page, 'the trash')
  await page.getByRole('button', { name: trash.restore, exact: true }).click()
  await said(page, trash.restored(1))
  await page.getByRole('checkbox', { name: trash.choose('Paper boats') }).click()
  await page.getByRole('button', { name: trash.deleteForGood }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: trash.deleteForGood }).click()
  await said(page, trash.deleted(1))
  await expect(page.getByRole('listitem').filter({ hasText: 'Quiet rooms' })).toBeVisible()

  await ask('post', '/api/papers/bulk/tags', { papers: { filter: {} }, add: ['keep'] })
  await page.goto(`${address}/papers/${lanterns?.id}?tab=history`)
  const entry = page.getByRole('listitem').filter({ hasText: history.acts.tagged })
  await expect(entry).toContainText(ann.name)
  await expect(entry).toContainText(`${history.things.tag}${history.nothing}keep`)
  await expectNoViolation(page, 'history of a paper')
  await entry.getByRole('button').click()
  await said(page, history.undone(1, '1'))
  await expect(page.getByText(history.undoneOf(history.acts.tagged))).toBeVisible()

  await page.goto(`${address}/history`)
  const acts = page.getByRole('list', { name: history.recent })
  await expect(acts.getByText(history.undoneOf(`${history.acts.tagged}`))).toBeVisible()
  await expectNoViolation(page, 'recent changes')
  const trashed = acts.getByRole('listitem').filter({ hasText: history.acts.trashed })
  await trashed.getByRole('button').click()
  await said(page, history.undone(1, '1'))
  await page.goto(address)
  await expect(paperRows(page, words)).toHaveCount(2)
  expect(errors).toEqual([])
})
