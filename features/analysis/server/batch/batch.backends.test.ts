import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelJob, getJob, retryJob } from '#features/jobs/contract.ts'
import { saveKey } from '#features/vault/contract.ts'
import { type FakeProvider, replies, startFakeProvider } from '#server/testing/fake-providers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { estimateBatch, listRuns, requestBatch } from '../../contract.ts'
import { type GivenPaper, givePaper } from '../testing/give-paper.ts'
import { englishPaper, koreanPaper } from '../testing/sample-papers.ts'

let house: TestHouse
let ann: Person
let papers: GivenPaper[]
let scan: GivenPaper
let provider: FakeProvider
let names = 0

beforeAll(async () => {
  house = await openTestHouse()
  ann = await house.person('Ann')
  provider = await startFakeProvider()
  const texts = [englishPaper, koreanPaper, englishPaper, koreanPaper, englishPaper, koreanPaper]
  papers = await Promise.all(texts.map((pages) => givePaper(house.house, ann.userId, pages)))
  scan = await givePaper(house.house, ann.userId, englishPaper, { state: 'unreadable' })
})
afterAll(async () => {
  await house.close()
  await provider.close()
})

async function setUp(): Promise<string> {
  const body = {
    label: `Fake ${++names}`,
    provider: 'openai-compatible' as const,
    baseUrl: provider.url,
    model: 'fake-model',
  }
  return (await ann.call(saveKey, { body })).id
}

const all = () => ({ paperIds: [...papers, scan].map(({ id }) => id) })
const runsOf = async ({ id }: GivenPaper) => (await ann.call(listRuns, { params: { paperId: id } })).items
const countRuns = async () => (await Promise.all(papers.map(runsOf))).flat().length

test('an estimate asks nobody, and tells papers, answers, tokens, time and what has no price', async () => {
  const body = { papers: all(), choices: ['local', await setUp()], language: 'en' as const }
  expect(await ann.call(estimateBatch, { body })).toMatchObject({
    papers: 6,
    withoutText: 1,
    answers: 12,
    inputTokens: 6 * 2_000 + (3 * 3 + 3 * 2) * 780,
    outputTokens: 6 * 2_500,
    costMicroUsd: 0,
    unpriced: [`Fake ${names}`],
  })
  expect(provider.calls).toBe(0)
})

test('one request asks about every paper that has text, once', async () => {
  const body = { papers: { filter: {} }, choices: [await setUp()], language: 'en' as const }
  const { jobId } = await ann.call(requestBatch, { body })
  await house.workUntilQuiet()
  expect(await ann.call(getJob, { params: { jobId } })).toMatchObject({ state: 'completed' })
  expect(await countRuns()).toBe(6)
  expect(provider.answered).toBe(6)
})

test('a provider that refuses the key is asked about one paper only', async () => {
  provider.otherwise(replies.invalidKey())
  const before = await countRuns()
  const body = { papers: all(), choices: [await setUp()], language: 'en' as const, fresh: true }
  const { jobId } = await ann.call(requestBatch, { body })
  await house.workUntilQuiet()
  provider.otherwise(replies.answer())
  expect(await ann.call(getJob, { params: { jobId } })).toMatchObject({
    state: 'failed',
    error: { code: 'invalid_key' },
  })
  expect(await countRuns()).toBe(before + 1)
})

test('cancelled before it began it asks nothing, and run again it asks about all', async () => {
  const before = await countRuns()
  const body = { papers: all(), choices: ['local'], language: 'ko' as const, fresh: true }
  const { jobId } = await ann.call(requestBatch, { body })
  await ann.call(cancelJob, { params: { jobId } })
  await house.workUntilQuiet()
  expect(await countRuns()).toBe(before)
  await ann.call(retryJob, { params: { jobId } })
  await house.workUntilQuiet()
  expect(await countRuns()).toBe(before + 6)
})
