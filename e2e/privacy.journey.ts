import { expect, test } from '@playwright/test'
import { expectNoViolation } from './expect-no-violation.ts'
import { twoPapers } from './sample-files.ts'
import { ann, bo, dropFiles, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.en

test.use({ locale: 'en-GB' })
const seogo = seogoOfThisFile()

test('a second person, invited by the first, sees nothing of the first one’s papers', async ({
  page,
  browser,
}) => {
  await makeAccount(page, seogo().ownerLink, ann, words)
  const [, paper] = await twoPapers()
  await dropFiles(page, [paper.path])
  await paperRows(page, words).getByRole('link', { name: paper.title }).click()
  await expect(page).toHaveURL(/\/papers\//)
  const paperAddress = page.url()
  const download = await page.getByRole('link', { name: words.papers.download }).first().getAttribute('href')

  await page.goto(`${seogo().address}/security/people`)
  await page.getByLabel(words.accounts.email, { exact: true }).fill(bo.email)
  await page.getByRole('button', { name: words.accounts.invite }).click()
  const invitation = await page.getByLabel(words.accounts.linkFor(bo.email)).inputValue()

  const own = page
    .getByRole('list', { name: words.accounts.people })
    .getByText(words.people.papers(1, '').trim())
  await expect(own).toBeVisible()
  await expectNoViolation(page, 'people')

  const context = await browser.newContext({ locale: 'en-GB' })
  try {
    const second = await context.newPage()
    await makeAccount(second, invitation, bo, words)
    await expect(second.getByText(words.library.emptyLibrary)).toBeVisible()
    await second.goto(`${seogo().address}/?q=level`)
    await expect(second.getByText(words.library.noMatch)).toBeVisible()
    await second.goto(paperAddress)
    await expect(second.getByText(words.problems.paper_not_found.title)).toBeVisible()
    const file = await second.request.get(new URL(download ?? '', seogo().address).href)
    expect(file.status()).toBe(404)
    await second.goto(`${seogo().address}/jobs`)
    await expect(second.getByRole('main').getByText(paper.title)).toHaveCount(0)
  } finally {
    await context.close()
  }

  // The invitation worked once.
  await page.goto(invitation)
  await expect(page.getByText(words.problems.link_invalid.title)).toBeVisible()
})
