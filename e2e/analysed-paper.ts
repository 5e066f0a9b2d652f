import { expect, type Locator, type Page } from '@playwright/test'
import type { Claim } from '../features/analysis/contract.ts'
import { type FakeProvider, replies, startFakeProvider } from '../server/testing/fake-providers.ts'
import { twoPapers } from './sample-files.ts'
import { dropFiles, paperRows, watchForErrors } from './steps.ts'
import type { Words } from './words.ts'

/** Two providers that disagree about a number, and one that keeps its answer back until it is let go. */
export type Jury = {
  readonly slow: FakeProvider
  readonly fakes: Readonly<Record<'Alpha' | 'Beta' | 'Slow', FakeProvider>>
  readonly close: () => Promise<void>
}

const size: Claim = {
  text: 'The bigram index is the smallest.',
  quote:
    'The bigram index was also the smallest of the three, with 19 megabytes against 36 for the trigram index.',
  page: null,
}
const invented: Claim = {
  text: 'It was tested on ten million papers.',
  quote: 'ten million papers were tested in all',
  page: 2,
}

const sizeOf = (value: string, text: string) => [
  { ...size, text, numbers: [{ measure: 'size of the bigram index', value, unit: 'megabytes' }] },
]

export async function startJury(): Promise<Jury> {
  const [alpha, beta, slow] = await Promise.all([
    startFakeProvider(),
    startFakeProvider(),
    startFakeProvider(),
  ])
  alpha.otherwise(
    replies.answer({
      findings: sizeOf('19', 'The bigram index takes 19 megabytes, the least.'),
      limitations: [invented],
    }),
  )
  beta.otherwise(
    replies.answer({ findings: sizeOf('91', 'The bigram index takes 91 megabytes, the least.') }),
  )
  slow.otherwise(replies.hang())
  const fakes = { Alpha: alpha, Beta: beta, Slow: slow }
  return {
    slow,
    fakes,
    close: async () => {
      await Promise.all(Object.values(fakes).map((fake) => fake.close()))
    },
  }
}

/** Sets the providers up, takes a paper in and opens its page. */
export async function openPaperBefore(
  page: Page,
  address: string,
  { fakes }: Jury,
  words: Words,
): Promise<void> {
  for (const [label, { url }] of Object.entries(fakes)) {
    const saved = await page.request.post(`${address}/api/keys`, {
      data: { label, provider: 'openai-compatible', baseUrl: url, model: 'fake-model' },
    })
    expect(saved.status(), await saved.text()).toBe(201)
  }
  const [paper] = await twoPapers()
  await dropFiles(page, [paper.path])
  const link = paperRows(page, words).getByRole('link').first()
  await expect(link).toHaveText(/Korean/, { timeout: 60_000 })
  for (const state of ['stored', 'reading'] as const)
    await expect(paperRows(page, words).getByText(words.papers.fileStates[state])).toHaveCount(0)
  await link.click()
  await expect(page.getByRole('button', { name: words.analysis.ask, exact: true })).toBeVisible()
}

/** Asks these of the providers, and the built-in reader. */
export async function askReaders(page: Page, labels: readonly string[], words: Words): Promise<void> {
  for (const label of labels) await page.getByRole('checkbox', { name: label }).click()
  // What it would take stands there before anybody is asked.
  await expect(page.getByRole('term').filter({ hasText: words.analysis.batchTime })).toBeVisible()
  await page.getByRole('button', { name: words.analysis.ask, exact: true }).click()
  await expect(page.getByText(words.analysis.requested(labels.length + 1))).toBeVisible()
}

/** The row of a reader among those that were asked. */
export function readerRow(page: Page, label: string, { analysis }: Words): Locator {
  return page.getByRole('list', { name: analysis.answers }).getByRole('listitem').filter({ hasText: label })
}

/** Asks, closes the tab while one reader is at work, and finds in another tab what the others have answered since. */
export async function askAndComeBack(page: Page, jury: Jury, words: Words) {
  const { analysis } = words
  const context = page.context()
  await askReaders(page, ['Alpha', 'Beta', 'Slow'], words)
  await jury.slow.untilCalled(1)
  const address = page.url()
  await page.close()

  const tab = await context.newPage()
  const errors = watchForErrors(tab)
  await tab.goto(address)
  for (const label of ['Alpha', 'Beta', analysis.localLabel])
    await expect(readerRow(tab, label, words)).toContainText(analysis.states.answered)
  await expect(readerRow(tab, 'Slow', words)).toContainText(analysis.stages.asking)
  return { tab, errors }
}

/** Calls off the reader that does not answer. */
export async function cancelSlow(page: Page, words: Words): Promise<void> {
  const slow = readerRow(page, 'Slow', words)
  await slow.getByRole('button', { name: words.analysis.cancel }).click()
  await expect(slow).toContainText(words.analysis.states.cancelled)
}

/** Lays the answers side by side: what differs stands there with why. */
export async function compareAnswers(page: Page, { analysis }: Words): Promise<Locator> {
  await page.getByRole('button', { name: analysis.jury }).click()
  const differing = page.getByRole('region', { name: analysis.verdicts.differ })
  await expect(differing).toContainText(analysis.differences.numbers)
  return differing
}

/** Follows a claim to its sentence in the PDF. */
export async function followClaim(page: Page, differing: Locator, { papers }: Words): Promise<void> {
  await differing.getByRole('button', { name: /19 megabytes, the least/ }).click()
  await expect(page.getByRole('img', { name: papers.markedPassage }).locator('span').first()).toBeInViewport({
    timeout: 30_000,
  })
}

/** Has the first paper of the library estimated, as a batch is. */
export async function estimateFirstPaper(page: Page, address: string, words: Words): Promise<void> {
  await page.goto(address)
  await paperRows(page, words).getByRole('checkbox').first().click()
  await page.getByRole('button', { name: words.library.bulk.analyse }).click()
  await page.getByRole('button', { name: words.analysis.estimate }).click()
  await expect(page.getByText(words.analysis.batchTime, { exact: true })).toBeVisible()
}

/** Lets the estimated batch be asked. */
export async function confirmBatch(page: Page, { analysis }: Words): Promise<void> {
  await page.getByRole('button', { name: analysis.batchConfirm(1, '1') }).click()
  await expect(page.getByText(analysis.batchAsked)).toBeVisible()
}
