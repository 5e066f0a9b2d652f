import { afterAll, beforeAll, expect, test } from 'vitest'
import { analysisBatchId } from '#contract/ids.ts'
import { getJob } from '#features/jobs/contract.ts'
import { getUsage } from '#features/usage/contract.ts'
import { saveKey } from '#features/vault/contract.ts'
import { type FakeProvider, replies, startFakeProvider } from '#server/testing/fake-providers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { cancelBatch, listBatches, pauseBatch, requestBatch, resumeBatch } from '../../contract.ts'
import { type GivenPaper, givePaper } from '../testing/give-paper.ts'
import { englishPaper } from '../testing/sample-papers.ts'

let house: TestHouse
let ann: Person
let papers: GivenPaper[]
let provider: FakeProvider
let choice: string

beforeAll(async () => {
  house = await openTestHouse({ SEOGO_ANALYSIS_CONCURRENCY: '1' })
  ann = await house.person('Ann')
  provider = await startFakeProvider()
  papers = await Promise.all([1, 2, 3, 4].map(() => givePaper(house.house, ann.userId, englishPaper)))
  const wanted = { label: 'Fake', provider: 'openai-compatible', baseUrl: provider.url, model: 'm' } as const
  choice = (await ann.call(saveKey, { body: wanted })).id
})
afterAll(async () => {
  await house.close()
  await provider.close()
})

async function askAll() {
  const body = {
    papers: { paperIds: papers.map(({ id }) => id) },
    choices: [choice],
    language: 'en' as const,
  }
  return ann.call(requestBatch, { body: { ...body, fresh: true } })
}
const newest = async () => (await ann.call(listBatches, {})).items[0]
const ofBatch = (batchId: string) => ({ params: { batchId: analysisBatchId.parse(batchId) } })
const billedCalls = async () => (await ann.call(getUsage, { query: { by: 'model' } })).items[0]?.calls ?? 0

test('a batch that is paused before it began asks nobody, says so, and asks about all once it goes on', async () => {
  const { batchId, jobId } = await askAll()
  expect(await newest()).toMatchObject({ state: 'running', remaining: { fastestMs: expect.any(Number) } })
  expect(await ann.call(pauseBatch, ofBatch(batchId))).toMatchObject({ state: 'paused', remaining: null })
  await house.workUntilQuiet()
  expect(provider.calls).toBe(0)
  expect(await ann.call(getJob, { params: { jobId } })).toMatchObject({
    state: 'waiting',
    heldBy: 'paused',
    forecast: null,
    attempts: 0,
  })
  await ann.call(resumeBatch, ofBatch(batchId))
  await house.workUntilQuiet()
  expect(await newest()).toMatchObject({ state: 'finished', asked: 4, answers: { answered: 4, open: 0 } })
  expect(provider.calls).toBe(4)
})

test('paused in the middle, what is being asked is recorded and nothing more is paid for, also after a restart', async () => {
  const [calls, billed] = [provider.calls, await billedCalls()]
  const second = Promise.withResolvers<void>()
  provider.next(replies.answer(), async (call) => {
    await second.promise
    await replies.answer()(call)
  })
  const worker = await house.startWorker()
  const { batchId } = await askAll()
  await provider.untilCalled(calls + 2)
  await ann.call(pauseBatch, ofBatch(batchId))
  second.resolve()
  await house.workUntilQuiet()
  await worker.stop(1_000)
  expect(await newest()).toMatchObject({
    state: 'paused',
    answers: { answered: 2, open: 2 },
    remaining: null,
  })

  // Another process, as after a restart.
  await house.workUntilQuiet()
  expect([provider.calls - calls, (await billedCalls()) - billed]).toEqual([2, 2])

  await ann.call(resumeBatch, ofBatch(batchId))
  await house.workUntilQuiet()
  expect(await newest()).toMatchObject({ state: 'finished', answers: { answered: 4, open: 0 } })
  expect(provider.calls - calls).toBe(4)
})

test('a paused batch can be called off; what has ended can be neither paused nor called off, and is nobody else’s', async () => {
  const { batchId } = await askAll()
  await ann.call(pauseBatch, ofBatch(batchId))
  const calls = provider.calls
  await ann.call(cancelBatch, ofBatch(batchId))
  await house.workUntilQuiet()
  expect(await newest()).toMatchObject({ state: 'cancelled', answers: { open: 0, toCome: 0 } })
  expect(provider.calls).toBe(calls)
  const codeOf = (code: string) => ({ problem: { code } })
  await expect(ann.call(pauseBatch, ofBatch(batchId))).rejects.toMatchObject(codeOf('analysis_batch_ended'))
  await expect(ann.call(cancelBatch, ofBatch(batchId))).rejects.toMatchObject(codeOf('analysis_batch_ended'))
  const ben = await house.person('Ben')
  await expect(ben.call(pauseBatch, ofBatch(batchId))).rejects.toMatchObject(
    codeOf('analysis_batch_not_found'),
  )
  expect((await ben.call(listBatches, {})).items).toEqual([])
})
