import { expect, type Page } from '@playwright/test'
import type { Claim } from '../features/analysis/contract.ts'
import { type FakeProvider, replies, startFakeProvider } from '../server/testing/fake-providers.ts'
import { twoPapers } from './sample-files.ts'
import { dropFiles, paperRows } from './steps.ts'
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
  await page.getByRole('button', { name: words.analysis.ask, exact: true }).click()
  await expect(page.getByText(words.analysis.requested(labels.length + 1))).toBeVisible()
}
