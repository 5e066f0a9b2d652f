import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { replies } from '../server/testing/fake-providers.ts'
import {
  askAndComeBack,
  askReaders,
  cancelSlow,
  compareAnswers,
  confirmBatch,
  estimateFirstPaper,
  followClaim,
  type Jury,
  openPaperBefore,
  readerRow,
  startJury,
} from './analysed-paper.ts'
import { expectNoViolation } from './expect-no-violation.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, wordsIn } from './words.ts'

/** Providers and a Seogo that nobody owns yet, for a browser of that language. */
function startedFor(language: Language) {
  test.use({ locale: localeOf[language], viewport: { width: 1440, height: 900 } })
  const seogo = seogoOfThisFile()
  let jury: Jury
  test.beforeAll(async () => {
    jury = await startJury()
  })
  test.afterAll(() => jury.close())
  return { seogo, words: wordsIn[language], juryOf: () => jury }
}

test.describe('in English', () => {
  const { seogo, words, juryOf } = startedFor('en')
  const { analysis } = words

  test('four readers are asked, left alone, found again, compared, and lead to the sentence in the PDF', async ({
    page,
  }) => {
    const jury = juryOf()
    await makeAccount(page, seogo().ownerLink, ann, words)
    await openPaperBefore(page, seogo().address, jury, words)
    const { tab, errors } = await askAndComeBack(page, jury, words)
    await expectNoViolation(tab, 'readers at work')

    await cancelSlow(tab, words)
    jury.slow.otherwise(replies.answer())
    const slow = readerRow(tab, 'Slow', words)
    await slow.getByRole('button', { name: analysis.retry }).click()
    await expect(slow).toContainText(analysis.states.answered, { timeout: 30_000 })

    await readerRow(tab, 'Alpha', words).getByRole('button', { name: 'Alpha' }).click()
    await expect(tab.getByText(analysis.notInPaper)).toBeVisible()
    const differing = await compareAnswers(tab, words)
    await expectNoViolation(tab, 'answers side by side')
    await followClaim(tab, differing, words)

    const saving = tab.waitForEvent('download')
    await tab.getByRole('button', { name: analysis.exportRun }).click()
    await tab.getByRole('menuitem', { name: analysis.exportedAs.markdown }).click()
    const saved = await readFile(await (await saving).path(), 'utf8')
    expect(saved).toContain('The bigram index takes 19 megabytes')
    expect(saved, 'what the paper does not bear out').not.toContain('ten million')

    await tab.getByRole('button', { name: analysis.askAgain }).click()
    const before = jury.fakes.Alpha.calls
    await askReaders(tab, ['Alpha'], words)
    await readerRow(tab, 'Alpha', words).getByRole('button', { name: 'Alpha' }).click()
    await expect(tab.getByText(/It cost nothing/)).toBeVisible()
    expect(jury.fakes.Alpha.calls).toBe(before)
    await expectNoViolation(tab, 'an answer from the record')

    // Of as many papers as one likes: first what it would take, then the asking.
    await estimateFirstPaper(tab, seogo().address, words)
    await expectNoViolation(tab, 'an estimate')
    await confirmBatch(tab, words)
    expect(errors).toEqual([])
  })
})

test.describe('in Korean', () => {
  const { seogo, words, juryOf } = startedFor('ko')

  test('readers are asked, found again, compared, and lead to the sentence; many papers are estimated', async ({
    page,
  }) => {
    await makeAccount(page, seogo().ownerLink, ann, words)
    await openPaperBefore(page, seogo().address, juryOf(), words)
    const { tab, errors } = await askAndComeBack(page, juryOf(), words)
    await cancelSlow(tab, words)
    await followClaim(tab, await compareAnswers(tab, words), words)
    await estimateFirstPaper(tab, seogo().address, words)
    await confirmBatch(tab, words)
    await expectNoViolation(tab, 'analysing many papers in Korean')
    expect(errors).toEqual([])
  })
})
