import { afterAll, beforeAll, expect, test } from 'vitest'
import { getUsage } from '#features/usage/contract.ts'
import { saveKey } from '#features/vault/contract.ts'
import { type FakeProvider, replies, startFakeProvider } from '#server/testing/fake-providers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { getRun, requestAnalysis } from '../contract.ts'
import { type GivenPaper, givePaper } from './testing/give-paper.ts'
import { englishPaper } from './testing/sample-papers.ts'

let house: TestHouse
let ann: Person
let provider: FakeProvider
let choice: string
/** Three parts long, for a model of which nothing is known. */
let book: GivenPaper

beforeAll(async () => {
  house = await openTestHouse()
  ann = await house.person('Ann')
  provider = await startFakeProvider()
  const wanted = { label: 'Fake', provider: 'openai-compatible', baseUrl: provider.url, model: 'm' } as const
  choice = (await ann.call(saveKey, { body: wanted })).id
  const text = englishPaper.map((page) => page.text).join('\n')
  const pages = Array.from({ length: 66 }, (_, index) => ({ number: index + 1, text: `${text}\n${index}` }))
  book = await givePaper(house.house, ann.userId, pages)
})
afterAll(async () => {
  await house.close()
  await provider.close()
})

async function ask() {
  const body = { choices: [choice], language: 'en' as const, fresh: true }
  return ann.call(requestAnalysis, { params: { paperId: book.id }, body })
}
const answerOf = async (runId: Awaited<ReturnType<typeof ask>>['id']) =>
  (await ann.call(getRun, { params: { runId } })).answers[0]
const billed = () => ({
  inputTokens: provider.tokensBilled.input,
  outputTokens: provider.tokensBilled.output,
})

test('of a long paper the parts that were paid for are not asked again: not after a crash, not after a failure', async () => {
  provider.next(replies.answer())
  provider.next(replies.hang())
  const run = await ask()
  const first = await house.startWorker()
  await provider.untilCalled(2)
  await first.stop(0)
  // The second part is asked again, and fails once more before it is answered.
  provider.next(replies.serverError(503))
  await house.workUntilQuiet()

  const answer = await answerOf(run.id)
  expect(answer).toMatchObject({ state: 'answered', usage: billed() })
  const parts = provider.billed.length
  expect(parts).toBeGreaterThanOrEqual(3)
  // Each part once, the one that hung and the one that was refused.
  expect([provider.answered, provider.calls]).toEqual([parts, parts + 2])
  expect(
    new Set(provider.billed.map(({ request }) => partOf(`${request.system} ${request.user}`))).size,
  ).toBe(parts)
  const [charges] = (await ann.call(getUsage, { query: { by: 'model' } })).items
  // The one that hung was broken off by a crash and is nobody's call; the refused one cost nothing.
  expect(charges).toMatchObject({ calls: parts + 1, failedCalls: 1, analyses: 1, ...billed() })
  expect(answer?.findings?.summary.length).toBeGreaterThan(0)
  const kept = await house.house.database.asSystem('look for parts', (tx) =>
    tx.selectFrom('analysis_parts').select('number').execute(),
  )
  expect(kept).toEqual([])
})

const partOf = (question: string) => /part (\d+) of \d+/i.exec(question)?.[1]
