import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { HealthCheck } from '#platform/feature.ts'
import { testBackend } from '#server/testing/bare-house.ts'
import { openFreezingProxy } from '#server/testing/freezing-proxy.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { getHealth, type HouseHealth, listHealthChanges } from '../contract.ts'
import { knowHealthChecks, listMissing, reportHouse } from './health.ts'
import { lookEveryMs, watchOnce } from './watch-house.ts'

let house: TestHouse
let owner: Person
beforeAll(async () => {
  house = await openTestHouse()
  owner = await house.person('Ann')
})
afterAll(() => house.close())

const partOf = ({ parts }: HouseHealth, name: string) =>
  parts?.find(({ part }) => part === name) ?? expect.fail(`the part ${name} is not told`)

test('the owner sees every part of a sound house, with figures', async () => {
  const health = await owner.call(getHealth, {})
  for (const name of ['database', 'schema', 'queue', 'bus', 'files', 'partitions', 'clock', 'providers'])
    expect(partOf(health, name)).toMatchObject({ state: 'ok', finding: null })
  const { facts } = partOf(health, 'database')
  expect(facts).toMatchObject({ version: expect.stringMatching(/^\d+\./), connections: expect.any(Number) })
  expect(partOf(health, 'redis').state).toBe(testBackend === 'redis' ? 'ok' : 'off')
  expect(partOf(health, 'mail')).toMatchObject({ state: 'off', finding: 'mail_not_used' })
  expect(partOf(health, 'workers')).toMatchObject({ state: 'degraded', finding: 'not_running' })
  expect(health.state).toBe('degraded')
})

test('everybody else, strangers too, hears how the house is and nothing of its parts', async () => {
  const member = await house.person('Cho', 'member')
  expect(await member.call(getHealth, {})).toMatchObject({ state: 'degraded', notices: [], parts: null })
  const stranger = await house.app.inject({ url: '/api/health' })
  expect(stranger.json()).toMatchObject({ state: 'degraded', parts: null })
  await expect(member.call(listHealthChanges, { query: {} })).rejects.toThrow('403 not_permitted')
})

const look = (state: 'ok' | 'failing') => () =>
  state === 'ok'
    ? Promise.resolve({ state, facts: { answer: 42 } } as const)
    : Promise.reject(new Error('the pump is dry'))

/** The same house as another process would have it, with checks of the test. */
function processWith(checks: readonly HealthCheck[]) {
  const process = { ...house.house }
  knowHealthChecks(process, checks)
  return process
}

test('a part that fails is told with its reason, one that hangs is not waited for, and the others are told', async () => {
  const never = new Promise<never>(() => undefined)
  const here = processWith([
    { part: 'bus', check: look('ok') },
    { part: 'files', check: look('failing') },
    { part: 'mail', isEssential: true, mostMs: 20, check: () => never },
  ])
  const health = await reportHouse(here)
  expect(health).toMatchObject({ state: 'failing', notices: ['files_away'] })
  expect(partOf(health, 'bus')).toMatchObject({ state: 'ok', facts: { answer: 42 } })
  expect(partOf(health, 'files')).toMatchObject({
    state: 'failing',
    finding: 'failed',
    said: 'the pump is dry',
  })
  expect(partOf(health, 'mail')).toMatchObject({ finding: 'no_answer', facts: { afterMs: 20 } })
  // Only what is essential keeps traffic away.
  expect(await listMissing(here)).toEqual(['mail'])
})

test('a change is written once, by whose turn it is, with the time it was seen; and what was not told is told later', async () => {
  let state: 'ok' | 'failing' = 'ok'
  const checks: HealthCheck[] = [{ part: 'ocr', check: () => look(state)() }]
  const [one, other] = [processWith(checks), processWith(checks)]
  const nextRound = () => house.clock.move({ seconds: lookEveryMs / 1_000 })
  const watched = async () => [await watchOnce(one), await watchOnce(other)]
  const changes = async () => {
    const { items } = await owner.call(listHealthChanges, { query: { part: 'ocr' } })
    return items.map((change) => ({ state: change.state, at: change.at }))
  }
  expect(await watched()).toEqual([true, false])
  nextRound()
  state = 'failing'
  const failedAt = house.clock.now().getTime()
  expect(await watched()).toEqual([true, false])
  const [failed, ...more] = await changes()
  expect(more).toEqual([])
  expect(failed?.state).toBe('failing')
  expect(Date.parse(failed?.at ?? '')).toBeGreaterThanOrEqual(failedAt)
  expect(partOf(await reportHouse(other), 'ocr')).toMatchObject({ state: 'failing', since: failed?.at })
  nextRound()
  // The turn goes to whoever asks first; the other one has seen nothing yet.
  expect(await watchOnce(other)).toBe(true)
  expect(await changes()).toHaveLength(1)
  nextRound()
  state = 'ok'
  expect(await watched()).toEqual([true, false])
  expect((await changes()).map((change) => change.state)).toEqual(['ok', 'failing'])
  nextRound()
  expect(await watchOnce(other)).toBe(true)
  expect(await changes()).toHaveLength(2)
  const { next } = await owner.call(listHealthChanges, { query: { part: 'ocr', limit: 1 } })
  const second = await owner.call(listHealthChanges, {
    query: { part: 'ocr', limit: 1, cursor: next ?? expect.fail('there is a second page') },
  })
  expect(second).toMatchObject({ items: [{ state: 'failing' }], next: null })
})

test('with everything hanging the house still says how it is, and each part that hangs', async () => {
  const { host, port } = inject('cluster')
  const database = await openFreezingProxy({ path: `${host}/.s.PGSQL.${port}` })
  const redisUrl = testBackend === 'redis' ? new URL(process.env.SEOGO_TEST_REDIS_URL ?? '') : undefined
  const redis = await openFreezingProxy(
    redisUrl && { host: redisUrl.hostname, port: Number(redisUrl.port || 6379) },
  )
  const nobody = await openFreezingProxy()
  const hanging = await openTestHouse(
    {
      SEOGO_SMTP_URL: `smtp://127.0.0.1:${nobody.port}`,
      SEOGO_S3_BUCKET: 'papers',
      SEOGO_S3_ENDPOINT: `http://127.0.0.1:${nobody.port}`,
      SEOGO_S3_ACCESS_KEY: 'key',
      SEOGO_S3_SECRET_KEY: 'secret',
      ...(redisUrl ? { SEOGO_REDIS_URL: `redis://127.0.0.1:${redis.port}` } : {}),
    },
    database.to,
  )
  try {
    const ann = await hanging.person('Ann')
    await hanging.house.bus.ready()
    const before = await ann.call(getHealth, {})
    expect(partOf(before, 'database').state).toBe('ok')
    for (const way of [database, redis]) way.freeze()
    const { parts } = await reportHouse(hanging.house)
    const hung = parts?.filter(({ finding }) => finding === 'no_answer').map(({ part }) => part) ?? []
    const ofDatabase = ['database', 'replication', 'workers', 'providers', 'clock', 'bus', 'queue'] as const
    expect(hung).toEqual(expect.arrayContaining([...ofDatabase, 'files', 'mail']))
    if (testBackend === 'redis') expect(hung).toContain('redis')
    // All at once, and each at most so long: the whole stays below a second.
    expect(Math.max(...(parts ?? []).map(({ facts }) => Number(facts.afterMs ?? 0)))).toBeLessThanOrEqual(700)
    // Who asks cannot be known, and is answered all the same; nothing that is essential answers.
    const headers = { cookie: 'seogo.session=nobody-knows' }
    const stranger = await hanging.app.inject({ url: '/api/health', headers })
    expect(stranger.json()).toMatchObject({ state: 'failing', parts: null })
    expect((await ann.call(getHealth, {})).state).toBe('failing')
    expect((await ann.request('GET', '/health/live')).statusCode).toBe(200)
    const ready = await ann.request('GET', '/health/ready')
    expect(ready).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } })
    for (const way of [database, redis]) way.thaw()
    await expect.poll(async () => (await ann.request('GET', '/health/ready')).statusCode).toBe(200)
  } finally {
    for (const way of [database, redis]) way.thaw()
    await hanging.close()
    await Promise.all([database, redis, nobody].map((way) => way.close()))
  }
}, 30_000)
