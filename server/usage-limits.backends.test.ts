import { afterAll, beforeAll, expect, test } from 'vitest'
import { listBatches, requestAnalysis, requestBatch } from '#features/analysis/contract.ts'
import { type GivenPaper, givePaper } from '#features/analysis/server/testing/give-paper.ts'
import { englishPaper } from '#features/analysis/server/testing/sample-papers.ts'
import { cancelJob, controlJobs, listJobs } from '#features/jobs/contract.ts'
import { getAllowances, putLimit } from '#features/usage/contract.ts'
import { saveKey } from '#features/vault/contract.ts'
import { type FakeProvider, replies, startFakeProvider } from './testing/fake-providers.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'

let seogo: TestHouse
let olga: Person
let provider: FakeProvider

beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_ANALYSIS_CONCURRENCY: '20' })
  olga = await seogo.person('Olga', 'admin')
  provider = await startFakeProvider()
})
afterAll(async () => {
  await seogo.close()
  await provider.close()
})

type Asking = { readonly person: Person; readonly paper: GivenPaper; readonly choice: string }

/** Somebody with a paper and a provider. */
async function newcomer(name: string): Promise<Asking> {
  const person = await seogo.person(name)
  const paper = await givePaper(seogo.house, person.userId, englishPaper)
  const wanted = { label: 'Fake', provider: 'openai-compatible', baseUrl: provider.url, model: 'm' } as const
  return { person, paper, choice: (await person.call(saveKey, { body: wanted })).id }
}

const limit = ({ person }: Asking, hard: number) =>
  olga.call(putLimit, {
    body: {
      target: { appliesTo: 'person', userId: person.userId },
      meter: 'analyses',
      period: 'day',
      soft: null,
      hard,
    },
  })

const ask = ({ person, paper, choice }: Asking) =>
  person.call(requestAnalysis, {
    params: { paperId: paper.id },
    body: { choices: [choice], language: 'en', fresh: true },
  })

const today = async ({ person }: Asking) =>
  (await person.call(getAllowances, {})).items.find(
    ({ meter, period, appliesTo }) => meter === 'analyses' && period === 'day' && appliesTo === 'person',
  )

test('of two hundred requests at once against a limit of fifty, exactly fifty reach the provider', async () => {
  const ann = await newcomer('Ann')
  await limit(ann, 50)
  const calls = provider.calls
  const asked = await Promise.allSettled(Array.from({ length: 200 }, () => ask(ann)))
  const refused = asked.flatMap((each) => (each.status === 'rejected' ? [String(each.reason.message)] : []))
  expect([asked.length - refused.length, refused.length]).toEqual([50, 150])
  for (const message of refused) expect(message).toContain('429 usage_limit_reached')
  expect(await today(ann)).toMatchObject({ used: 0, reserved: 50 })
  await seogo.workUntilQuiet()
  expect(provider.calls - calls).toBe(50)
  expect(await today(ann)).toMatchObject({ used: 50, reserved: 0 })
})

test('what fails, is called off or goes with its paper gives back what was held back for it', async () => {
  const ben = await newcomer('Ben')
  await limit(ben, 1)
  provider.next(replies.invalidKey())
  await ask(ben)
  await expect(ask(ben)).rejects.toThrow('usage_limit_reached')
  await seogo.workUntilQuiet()
  expect(await today(ben)).toMatchObject({ used: 0, reserved: 0 })

  await ask(ben)
  const job = (await ben.person.call(listJobs, { query: {} })).items.find(({ state }) => state === 'waiting')
  await ben.person.call(cancelJob, { params: { jobId: job?.id ?? expect.fail('no job') } })
  await seogo.workUntilQuiet()
  expect(await today(ben)).toMatchObject({ used: 0, reserved: 0 })

  // Asked for again by its job, the answer is held back for again, as long as there is room.
  await ben.person.call(controlJobs, { body: { action: 'retry', kind: 'analysis.ask' } })
  await seogo.workUntilQuiet()
  expect(await today(ben)).toMatchObject({ used: 1, reserved: 0 })
  await expect(ask(ben)).rejects.toThrow('usage_limit_reached')

  await limit(ben, 2)
  await ask(ben)
  await seogo.house.database.asSystem('a paper that is gone for good', (tx) =>
    tx.deleteFrom('papers').where('id', '=', ben.paper.id).execute(),
  )
  expect(await today(ben)).toMatchObject({ used: 1, reserved: 0 })
})

test('a batch stops at the limit, says why, and goes on where it stopped once there is room', async () => {
  const cho = await newcomer('Cho')
  const more = [
    cho.paper,
    ...(await Promise.all([1, 2, 3].map(() => givePaper(seogo.house, cho.person.userId, englishPaper)))),
  ]
  await limit(cho, 2)
  const calls = provider.calls
  const papers = { paperIds: more.map(({ id }) => id) }
  await cho.person.call(requestBatch, {
    body: { papers, choices: [cho.choice], language: 'en', fresh: true },
  })
  await seogo.workUntilQuiet()
  expect(provider.calls - calls).toBe(2)
  const newest = async () => (await cho.person.call(listBatches, {})).items[0]
  expect(await newest()).toMatchObject({
    state: 'failed',
    asked: 2,
    leftOut: 0,
    error: 'usage_limit_reached',
  })
  await limit(cho, 10)
  await cho.person.call(controlJobs, { body: { action: 'retry', kind: 'analysis.askBatch' } })
  await seogo.workUntilQuiet()
  expect(provider.calls - calls).toBe(4)
  expect(await newest()).toMatchObject({ state: 'finished', answers: { answered: 4 } })
})
