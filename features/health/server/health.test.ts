import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Breakable, breakable } from '#contract/health.ts'
import { listAudit } from '#features/audit/contract.ts'
import { listNotifications } from '#features/notifications/contract.ts'
import { watchDatabase } from '#platform/database/outage.ts'
import type { HealthCheck, HealthLook } from '#platform/feature.ts'
import { tellRoom } from '#platform/files/room.ts'
import { testBackend } from '#server/testing/bare-house.ts'
import { openFreezingProxy } from '#server/testing/freezing-proxy.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person, Refused } from '#server/testing/person.ts'
import {
  breakPart,
  getGameDay,
  getHealth,
  type HouseHealth,
  listAlerts,
  listHealthChanges,
  mendPart,
  saveAlertRule,
} from '../contract.ts'
import { checkBus } from './checks/bus.ts'
import { knowHealthChecks, listMissing, mendAll, reportHouse } from './health.ts'
import { lookEveryMs, watchOnce } from './watch-house.ts'

let house: TestHouse
let owner: Person
beforeAll(async () => {
  house = await openTestHouse({ SEOGO_GAME_DAY: 'true' })
  owner = await house.person('Ann')
})
afterAll(() => house.close())

const partOf = ({ parts }: HouseHealth, name: string) =>
  parts?.find(({ part }) => part === name) ?? expect.fail(`the part ${name} is not told`)

/** Waits until these parts work, as the person is told. */
async function untilSound(person: Person, names: readonly string[]): Promise<void> {
  const ill = async () => {
    const health = await person.call(getHealth, {})
    return names.filter((name) => partOf(health, name).state !== 'ok')
  }
  await expect.poll(ill, { timeout: 20_000 }).toEqual([])
}

test('the owner sees every part of a sound house, with figures', async () => {
  const sound = ['database', 'schema', 'queue', 'bus', 'files', 'partitions', 'clock', 'providers']
  // A machine that is busy may not answer in time.
  await untilSound(owner, [...sound, ...(testBackend === 'redis' ? ['redis'] : [])])
  const found = async () => {
    const health = await owner.call(getHealth, {})
    const { version, connections } = partOf(health, 'database').facts
    return [version, connections, partOf(health, 'mail').finding, partOf(health, 'workers').finding]
  }
  await expect
    .poll(found, { timeout: 20_000 })
    .toEqual([expect.stringMatching(/^\d+\./), expect.any(Number), 'mail_not_used', 'not_running'])
})

test('everybody else, strangers too, hears how the house is and nothing of its parts', async () => {
  const member = await house.person('Cho', 'member')
  expect(await member.call(getHealth, {})).toMatchObject({ state: expect.any(String), parts: null })
  const stranger = await house.app.inject({ url: '/api/health' })
  expect(stranger.json()).toMatchObject({ state: expect.any(String), parts: null })
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

test('a look that comes too late is not lost: who asks next is told what it found', async () => {
  const found = Promise.withResolvers<HealthLook>()
  const here = processWith([{ part: 'schema', mostMs: 20, freshForMs: 60_000, check: () => found.promise }])
  expect(partOf(await reportHouse(here), 'schema')).toMatchObject({ state: 'failing', finding: 'no_answer' })
  found.resolve({ state: 'ok', facts: {} })
  await found.promise
  expect(partOf(await reportHouse(here), 'schema')).toMatchObject({ state: 'ok' })
})

test('a message that its carrier does not take is a look that fails, and ends no process', async () => {
  const unheard: unknown[] = []
  const hear = (error: unknown) => void unheard.push(error)
  process.on('unhandledRejection', hear)
  try {
    const carried = Promise.withResolvers<void>()
    const bus = { ...house.house.bus, publish: () => carried.promise }
    const looking = checkBus({ bus }, 1)
    const failed = expect(looking).rejects.toThrow('the message did not come back')
    // Later than it was given up, and a turn more, in which a failure nobody heard of would be told.
    await sleep(20)
    carried.resolve()
    await failed
    expect(unheard).toEqual([])
  } finally {
    process.off('unhandledRejection', hear)
  }
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

test('an alert is raised once by all processes together, told, kept, and resolved by itself', async () => {
  let usedPercent = 50
  const checks: HealthCheck[] = [
    { part: 'disk', check: () => Promise.resolve({ state: 'ok', facts: { usedPercent } }) },
  ]
  const [one, other] = [processWith(checks), processWith(checks)]
  const admin = await house.person('Dan', 'admin')
  const params = { metric: 'disk_percent' } as const
  const rule = { enabled: true, raiseAt: 70, clearAt: 60, forSeconds: 0 }
  await expect(admin.call(saveAlertRule, { params, body: { ...rule, clearAt: 80 } })).rejects.toThrow(
    '400 bad_request',
  )
  expect(await admin.call(saveAlertRule, { params, body: rule })).toMatchObject({ ...rule, isDefault: false })
  const look = async (percent: number) => {
    usedPercent = percent
    house.clock.move({ seconds: lookEveryMs / 1_000 })
    await Promise.all([watchOnce(one), watchOnce(other)])
  }
  const told = async () => {
    const { items } = await admin.call(listNotifications, { query: { type: 'threshold_alert' } })
    return items.map(({ facts }) => facts.state)
  }
  await look(50)
  expect((await admin.call(listAlerts, { query: {} })).items).toEqual([])
  await look(75)
  await look(80)
  await look(65)
  const raised = { metric: 'disk_percent', raiseAt: 70, peak: 80, resolvedAt: null }
  expect((await admin.call(listAlerts, { query: {} })).items).toMatchObject([raised])
  expect(await told()).toEqual(['raised'])
  await look(55)
  const { items } = await admin.call(listAlerts, { query: {} })
  expect(items).toMatchObject([{ ...raised, resolvedAt: expect.any(String) }])
  expect(await told()).toEqual(['resolved', 'raised'])
  const { items: trail } = await admin.call(listAudit, { query: { act: 'alert_rule_set' } })
  expect(trail).toMatchObject([{ by: { name: 'Dan' }, facts: { metric: 'disk_percent', raiseAt: 70 } }])
})

test('a part that stays failing is told to the administrators, and that it is well again', async () => {
  let state: 'ok' | 'failing' = 'failing'
  const here = processWith([{ part: 'mail', check: () => look(state)() }])
  const admin = await house.person('Eve', 'admin')
  const lookAgain = async () => {
    house.clock.move({ seconds: lookEveryMs / 1_000 })
    await watchOnce(here)
    const { items } = await admin.call(listNotifications, { query: { type: 'health_changed' } })
    return items.map(({ subject, facts }) => [subject?.title, facts.state])
  }
  expect(await lookAgain()).toEqual([])
  expect(await lookAgain()).toEqual([])
  expect(await lookAgain()).toEqual([['Mail server', 'failing']])
  expect(await lookAgain()).toHaveLength(1)
  state = 'ok'
  expect(await lookAgain()).toEqual([
    ['Mail server', 'healthy'],
    ['Mail server', 'failing'],
  ])
})

test('a database that is read-only is read; what writes is refused in words, and works again by itself', async () => {
  const { admin, database } = house.house.database.address
  const client = new pg.Client(admin)
  await client.connect()
  const setReadOnly = async (
    how: 'set default_transaction_read_only = on' | 'reset default_transaction_read_only',
  ) => {
    for (const role of ['seogo_app', 'seogo_system'])
      await client.query(`alter role ${role} in database "${database}" ${how}`)
    // What holds for a role holds for its next connection.
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename in ('seogo_app', 'seogo_system')`,
      [database],
    )
  }
  const rule = { enabled: true, raiseAt: 99, clearAt: 90, forSeconds: 60 }
  const save = () => owner.call(saveAlertRule, { params: { metric: 'cpu_percent' }, body: rule })
  try {
    await setReadOnly('set default_transaction_read_only = on')
    await expect.poll(() => save().catch((error: Refused) => error.problem.code)).toBe('read_only')
    expect((await owner.call(listAlerts, { query: {} })).items).toHaveLength(1)
    const found = async () => {
      const health = await owner.call(getHealth, {})
      return [partOf(health, 'database').finding, health.notices.includes('read_only')]
    }
    await expect.poll(found, { timeout: 20_000 }).toEqual(['database_read_only', true])
    await setReadOnly('reset default_transaction_read_only')
    await expect
      .poll(() =>
        save().then(
          () => 'made',
          () => 'refused',
        ),
      )
      .toBe('made')
  } finally {
    await client.end()
  }
})

test('a disk that is nearly full is read; what writes is refused in words, till there is half as much again', async () => {
  const least = house.house.config.SEOGO_READ_ONLY_BELOW_MB * 1_000_000
  const rule = { enabled: true, raiseAt: 98, clearAt: 90, forSeconds: 60 }
  const save = () => owner.call(saveAlertRule, { params: { metric: 'cpu_percent' }, body: rule })
  try {
    expect(tellRoom(house.house, least)).toBe(false)
    expect(tellRoom(house.house, least - 1)).toBe(true)
    await expect(save()).rejects.toThrow('503 read_only')
    const add = await owner.request('POST', '/api/imports/text', { body: { text: 'x' } })
    expect(add).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } })
    expect((await owner.request('GET', '/api/papers')).statusCode).toBe(200)
    const { notices, parts } = await owner.call(getHealth, {})
    expect(notices).toContain('read_only')
    expect(parts?.find(({ part }) => part === 'disk')).toMatchObject({
      state: 'failing',
      finding: 'disk_full',
    })
    // What lets somebody in, or makes room, goes on.
    expect((await owner.request('POST', '/api/session', { body: {} })).statusCode).toBe(400)
    expect((await owner.request('DELETE', `/api/papers/${crypto.randomUUID()}`)).statusCode).toBe(404)
    expect(tellRoom(house.house, least * 1.4)).toBe(true)
    expect(tellRoom(house.house, least * 1.6)).toBe(false)
    await save()
  } finally {
    tellRoom(house.house, Number.POSITIVE_INFINITY)
  }
})

test('what is broken on purpose is seen, traced, and over by itself or by hand; a start mends it all', async () => {
  const admin = await house.person('Fay', 'admin')
  const { gameDay } = house.house
  const breakIt = (part: Breakable, target?: string) =>
    admin.call(breakPart, { body: { part, seconds: 30, ...(target !== undefined && { target }) } })
  const stateOf = async (part: string) => partOf(await admin.call(getHealth, {}), part).state
  expect((await breakIt('files')).isBroken).toBe(true)
  expect(await stateOf('files')).toBe('failing')
  house.clock.move({ seconds: 31 })
  expect(await stateOf('files')).toBe('ok')

  const { id } = await breakIt('provider', 'fake-model')
  const broken = () => ['fake-model', 'other'].filter((name) => gameDay?.isBroken('provider', [name]))
  expect(broken()).toEqual(['fake-model'])
  await admin.call(mendPart, { params: { gameDayBreakId: id } })
  expect(broken()).toEqual([])
  await expect(admin.call(mendPart, { params: { gameDayBreakId: id } })).rejects.toThrow(
    'game_day_break_not_found',
  )

  if (testBackend === 'redis') {
    await breakIt('redis')
    await expect.poll(() => stateOf('redis'), { timeout: 20_000 }).toBe('failing')
  } else await expect(breakIt('redis')).rejects.toThrow('409 game_day_part_not_here')
  await breakIt('worker')
  await breakIt('event_loop')
  await mendAll(house.house, null)
  expect(breakable.options.filter((part) => gameDay?.isBroken(part))).toEqual([])
  if (testBackend === 'redis') await expect.poll(() => stateOf('redis'), { timeout: 20_000 }).toBe('ok')

  const { isOn, breaks } = await admin.call(getGameDay, {})
  expect(isOn).toBe(true)
  expect(breaks.filter(({ isBroken }) => isBroken)).toEqual([])
  expect(breaks.at(-1)).toMatchObject({ part: 'files', endedAt: null, by: 'Fay' })
  const { items } = await admin.call(listAudit, { query: { act: 'game_day_broken' } })
  expect(items.at(-1)).toMatchObject({ by: { name: 'Fay' }, facts: { part: 'files', seconds: 30 } })
  const mended = await admin.call(listAudit, { query: { act: 'game_day_mended' } })
  expect(mended.items.at(-1)).toMatchObject({ by: { name: 'Fay' }, facts: { target: 'fake-model' } })
}, 60_000)

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
  let asking: ReturnType<typeof watchDatabase> | undefined
  try {
    const ann = await hanging.person('Ann')
    await hanging.house.bus.ready()
    await untilSound(ann, ['database', 'queue', 'bus', ...(redisUrl ? ['redis'] : [])])
    asking = watchDatabase(hanging.house)
    // Nobody knows it: who it is has to be looked up.
    const ask = () => ann.request('GET', '/api/health/changes', { headers: { cookie: `${ann.cookie}; a=b` } })
    for (const way of [database, redis]) way.freeze()
    const held = ask()
    const { parts } = await reportHouse(hanging.house)
    const hung = parts?.filter(({ finding }) => finding === 'no_answer').map(({ part }) => part) ?? []
    const ofDatabase = ['database', 'replication', 'workers', 'providers', 'clock', 'bus', 'queue'] as const
    expect(hung).toEqual(expect.arrayContaining([...ofDatabase]))
    // These give up by themselves, which may be at this very moment.
    const failing = parts?.filter(({ state }) => state === 'failing').map(({ part }) => part)
    expect(failing).toEqual(expect.arrayContaining(['files', 'mail']))
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
    // What hung with the database is let go of, and what comes is refused at once.
    expect(await held).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } })
    expect((await ask()).statusCode).toBe(503)
    for (const way of [database, redis]) way.thaw()
    await expect.poll(async () => (await ask()).statusCode, { timeout: 10_000 }).toBe(200)
    await expect.poll(async () => (await ann.request('GET', '/health/ready')).statusCode).toBe(200)
  } finally {
    for (const way of [database, redis]) way.thaw()
    await asking?.stop()
    await hanging.close()
    await Promise.all([database, redis, nobody].map((way) => way.close()))
  }
}, 30_000)
