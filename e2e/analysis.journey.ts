import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { replies } from '../server/testing/fake-providers.ts'
import { askReaders, type Jury, openPaperBefore, startJury } from './analysed-paper.ts'
import { expectNoViolation } from './expect-no-violation.ts'
import { ann, makeAccount, paperRows, seogoOfThisFile, watchForErrors } from './steps.ts'
import { localeOf, wordsIn } from './words.ts'

const words = wordsIn.en
const { analysis } = words
test.use({ locale: localeOf.en, viewport: { width: 1440, height: 900 } })
const seogo = seogoOfThisFile()
let jury: Jury
test.beforeAll(async () => {
  jury = await startJury()
})
test.afterAll(() => jury.close())

const reader = (page: Page, label: string) =>
  page.getByRole('list', { name: analysis.answers }).getByRole('listitem').filter({ hasText: label })

test('four readers are asked, left alone, found again, compared, and lead to the sentence in the PDF', async ({
  page,
  context,
}) => {
  await makeAccount(page, seogo().ownerLink, ann, words)
  await openPaperBefore(page, seogo().address, jury, words)
  await askReaders(page, ['Alpha', 'Beta', 'Slow'], words)
  await jury.slow.untilCalled(1)
  const address = page.url()
  await page.close()

  // Another tab, as after lunch.
  const tab = await context.newPage()
  const errors = watchForErrors(tab)
  await tab.goto(address)
  await expect(reader(tab, 'Alpha')).toContainText(analysis.states.answered)
  await expect(reader(tab, 'Beta')).toContainText(analysis.states.answered)
  await expect(reader(tab, analysis.localLabel)).toContainText(analysis.states.answered)
  await expect(reader(tab, 'Slow')).toContainText(analysis.stages.asking)
  await expectNoViolation(tab, 'readers at work')

  await reader(tab, 'Slow').getByRole('button', { name: analysis.cancel }).click()
  await expect(reader(tab, 'Slow')).toContainText(analysis.states.cancelled)
  jury.slow.otherwise(replies.answer())
  await reader(tab, 'Slow').getByRole('button', { name: analysis.retry }).click()
  await expect(reader(tab, 'Slow')).toContainText(analysis.states.answered, { timeout: 30_000 })

  await reader(tab, 'Alpha').getByRole('button', { name: 'Alpha' }).click()
  await expect(tab.getByText(analysis.notInPaper)).toBeVisible()
  await tab.getByRole('button', { name: analysis.jury }).click()
  const differing = tab.getByRole('region', { name: analysis.verdicts.differ })
  await expect(differing).toContainText(analysis.differences.numbers)
  await expectNoViolation(tab, 'answers side by side')

  await differing.getByRole('button', { name: /19 megabytes, the least/ }).click()
  await expect(
    tab.getByRole('img', { name: words.papers.markedPassage }).locator('span').first(),
  ).toBeInViewport({ timeout: 30_000 })

  const saving = tab.waitForEvent('download')
  await tab.getByRole('button', { name: analysis.exportRun }).click()
  await tab.getByRole('menuitem', { name: analysis.exportedAs.markdown }).click()
  const saved = await readFile(await (await saving).path(), 'utf8')
  expect(saved).toContain('The bigram index takes 19 megabytes')
  expect(saved, 'what the paper does not bear out').not.toContain('ten million')

  await tab.getByRole('button', { name: analysis.askAgain }).click()
  const before = jury.fakes.Alpha.calls
  await askReaders(tab, ['Alpha'], words)
  await reader(tab, 'Alpha').getByRole('button', { name: 'Alpha' }).click()
  await expect(tab.getByText(/It cost nothing/)).toBeVisible()
  expect(jury.fakes.Alpha.calls).toBe(before)
  await expectNoViolation(tab, 'an answer from the record')

  // Of as many papers as one likes: first what it would take, then the asking.
  await tab.goto(seogo().address)
  await paperRows(tab, words).getByRole('checkbox').first().click()
  await tab.getByRole('button', { name: words.library.bulk.analyse }).click()
  await tab.getByRole('button', { name: analysis.estimate }).click()
  await expect(tab.getByText(analysis.batchTime, { exact: true })).toBeVisible()
  await expectNoViolation(tab, 'an estimate')
  await tab.getByRole('button', { name: analysis.batchConfirm(1, '1') }).click()
  await expect(tab.getByText(analysis.batchAsked)).toBeVisible()
  expect(errors).toEqual([])
})
