import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PaperId, RunId } from '#contract/ids.ts'
import { type AnalysisRun, getRun, requestAnalysis } from '#features/analysis/contract.ts'
import { makeConnectorToken } from '#features/connector/contract.ts'
import { getHealth } from '#features/health/contract.ts'
import { listJobs } from '#features/jobs/contract.ts'
import { getPaper, listPapers } from '#features/papers/contract.ts'
import { saveKey } from '#features/vault/contract.ts'
import { isAlive } from '#platform/postgres/process-facts.ts'
import { testBackend } from './testing/bare-house.ts'
import { type FakeProvider, replies, startFakeProvider } from './testing/fake-providers.ts'
import {
  claim,
  killHard,
  makeDataFolder,
  type RunningSeogo,
  runSeogo,
  until,
  type Visitor,
  visitorOf,
} from './testing/run-seogo.ts'

const examplePaper = join(import.meta.dirname, '../examples/first-paper.pdf')
const redisUrl = testBackend === 'redis' ? process.env.SEOGO_TEST_REDIS_URL : undefined
const environment = {
  SEOGO_LEASE_SECONDS: '2',
  SEOGO_RECONCILE_SECONDS: '1',
  SEOGO_ANALYSIS_CONCURRENCY: '4',
  ...(redisUrl ? { SEOGO_REDIS_URL: redisUrl, SEOGO_REDIS_PREFIX: `survival-${process.pid}` } : {}),
}

const folder = makeDataFolder()
let seogo: RunningSeogo
let ann: Visitor
let paperId: PaperId
let provider: FakeProvider
let keyId: string
let keys = 0

beforeAll(async () => {
  seogo = await runSeogo(folder, environment)
  ann = await claim(seogo)
  const report = await ann.import(examplePaper)
  const added = report.entries[0]?.paperId
  if (!added) throw new Error(`the example was not taken in: ${JSON.stringify(report)}`)
  paperId = added
  await until(async () => (await ann.call(listJobs, { query: { state: 'unfinished' } })).items.length === 0)
}, 120_000)

afterAll(async () => {
  await seogo?.stop()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

beforeEach(async () => {
  provider = await startFakeProvider()
  const body = {
    label: `Fake ${++keys}`,
    provider: 'openai-compatible' as const,
    baseUrl: provider.url,
    model: 'fake-model',
  }
  keyId = (await ann.call(saveKey, { body })).id
})
afterEach(() => provider.close())

const request = () =>
  ann.call(requestAnalysis, { params: { paperId }, body: { choices: [keyId], language: 'en', fresh: true } })
const look = (runId: RunId) => ann.call(getRun, { params: { runId } })

async function untilEnded(runId: RunId): Promise<AnalysisRun> {
  await until(async () => (await look(runId)).state !== 'running')
  return look(runId)
}

test('worker, API and database killed during an analysis: it ends once, correctly, without help', async () => {
  const letGo = Promise.withResolvers<void>()
  provider.otherwise(replies.held(letGo.promise))
  const before = seogo.pids()
  const asking = async () => {
    const { items } = await ann.call(listJobs, { query: {} })
    return items.filter(({ kind }) => kind === 'analysis.ask')
  }
  // A second chance finds the job of the first.
  const earlier = new Set((await asking()).map((job) => job.id))
  const { id } = await request()

  await provider.untilCalled(1)
  await killHard(before.worker)
  await provider.untilCalled(2)

  await killHard(before.api)
  expect((await look(id)).state).toBe('running')

  await killHard(before.database)
  expect((await look(id)).state).toBe('running')
  letGo.resolve()

  const run = await untilEnded(id)
  expect(run).toMatchObject({ state: 'finished', answers: [{ state: 'answered', error: null }] })
  expect(run.answers[0]?.findings?.summary.length).toBeGreaterThan(0)
  const states = async () => (await asking()).filter((job) => !earlier.has(job.id)).map(({ state }) => state)
  // How a job ended is written a moment after its answer.
  await until(async () => !(await states()).includes('active'))
  expect(await states()).toEqual(['completed'])
  const after = seogo.pids()
  expect(after.supervisor).toBe(before.supervisor)
  for (const part of ['api', 'worker', 'database'] as const) expect(after[part]).not.toBe(before[part])
}, 90_000)

test('an API killed between a paper that the browser saved and its file has lost nothing: the next one takes the file', async () => {
  const { path } = await ann.call(makeConnectorToken, { body: { label: 'Chrome' } })
  const say = async (verb: string, body: string, headers: Record<string, string>) => {
    const sent = { 'x-zotero-connector-api-version': '3', ...headers }
    return (await fetch(`${seogo.address}${path}connector/${verb}`, { method: 'POST', body, headers: sent }))
      .status
  }
  const json = { 'content-type': 'application/json' }
  const items = [{ id: 'item-a', itemType: 'journalArticle', title: 'Outlives its server' }]
  expect(await say('saveItems', JSON.stringify({ sessionID: 'one', items }), json)).toBe(201)
  const before = seogo.pids().api
  await killHard(before)
  await until(() =>
    say('ping', '{}', json).then(
      (status) => status === 200,
      () => false,
    ),
  )
  expect(seogo.pids().api).not.toBe(before)
  const pdf = { 'content-type': 'application/pdf', 'x-metadata': '{"parentItemID":"item-a","title":"After"}' }
  expect(await say('saveAttachment?sessionID=one', '%PDF-1.7 after the fall', pdf)).toBe(201)
  const saved = (await ann.call(listPapers, { query: {} })).items.find(
    ({ title }) => title === 'Outlives its server',
  )
  const params = { paperId: saved?.id ?? expect.fail('the paper is gone') }
  expect((await ann.call(getPaper, { params })).files).toMatchObject([{ name: 'After.pdf' }])
}, 90_000)

test('the supervisor killed during an analysis leaves no process behind, and the next start goes on', async () => {
  const letGo = Promise.withResolvers<void>()
  provider.otherwise(replies.held(letGo.promise))
  const { id } = await request()
  await provider.untilCalled(1)
  const pids = Object.values(seogo.pids())
  expect(pids.every(isAlive)).toBe(true)
  await killHard(seogo.pids().supervisor)
  await until(() => !pids.some(isAlive))

  letGo.resolve()
  seogo = await runSeogo(folder, environment)
  expect(seogo.ownerLink).toBeUndefined()
  ann = visitorOf(() => seogo.address, ann.cookie)
  expect(await untilEnded(id)).toMatchObject({ state: 'finished', answers: [{ state: 'answered' }] })
}, 90_000)

test.skipIf(redisUrl === undefined)(
  'Redis emptied with a hundred jobs waiting: each runs, and once',
  async () => {
    const letGo = Promise.withResolvers<void>()
    // The worker asks four at a time: while they are held, the other hundred wait in Redis.
    provider.next(...Array.from({ length: 4 }, () => replies.held(letGo.promise)))
    const runs = await Promise.all(Array.from({ length: 104 }, request))
    await provider.untilCalled(4)
    await until(async () => {
      const { parts } = await ann.call(getHealth, {})
      return Number(parts?.find(({ part }) => part === 'queue')?.facts.inQueue) >= 100
    })
    const redis = new Redis(redisUrl ?? '')
    await redis.flushall()
    redis.disconnect()
    letGo.resolve()

    await until(
      async () => (await ann.call(listJobs, { query: { state: 'unfinished' } })).items.length === 0,
      90_000,
    )
    const states = await Promise.all(runs.map(async ({ id }) => (await look(id)).state))
    expect(states.filter((state) => state === 'finished')).toHaveLength(104)
    expect(provider.calls, 'each provider was asked once').toBe(104)
  },
  120_000,
)

test('a second Seogo on the same folder is refused with the address of the first', async () => {
  const second = runSeogo(folder, environment)
  await expect(second).rejects.toThrow(
    `Another Seogo (process ${seogo.pids().supervisor} at ${seogo.address}) already uses`,
  )
}, 60_000)

test('told to stop, it ends by itself with everything it started', async () => {
  const pids = Object.values(seogo.pids())
  expect(await seogo.stop()).toBe(0)
  expect(pids.filter(isAlive)).toEqual([])
}, 60_000)
