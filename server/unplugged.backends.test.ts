import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { changeTopic } from '#contract/live.ts'
import { getMe, signOut } from '#features/accounts/contract.ts'
import { getHealth } from '#features/health/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import { cancelJob, getJob, listJobs } from '#features/jobs/contract.ts'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { buildApi } from './api.ts'
import { openHouse } from './boot.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { hasRedisServer, type OwnRedis, startOwnRedis } from './testing/own-redis.ts'
import { asBrowser, joinPerson, type Person } from './testing/person.ts'
import { makeDataFolder, until } from './testing/run-seogo.ts'

let count = 0

/** Asks for a job: an import of one book that is nowhere yet. */
async function askForWork(person: Person) {
  const bytes = Buffer.from(`@book{key, title = {Book ${++count}}, author = {Kim, A.}, year = 2001}`)
  const { jobId } = await person.upload(importFiles, [{ fileName: 'book.bib', bytes }])
  if (!jobId) throw new Error('an import of a bibliography has a job')
  return jobId
}

const stateOf = async (person: Person, jobId: Awaited<ReturnType<typeof askForWork>>) =>
  (await person.call(getJob, { params: { jobId } })).state

describe.skipIf(!hasRedisServer())('while Redis is unplugged', () => {
  let redis: OwnRedis
  let seogo: TestHouse
  let ann: Person

  beforeAll(async () => {
    redis = await startOwnRedis()
    seogo = await openTestHouse({ SEOGO_REDIS_URL: redis.url, SEOGO_REDIS_PREFIX: 'unplugged' })
    ann = await seogo.person('Ann')
  })
  afterEach(() => redis.plug())
  afterAll(async () => {
    await seogo.close()
    await redis.unplug()
  })

  test('people are served, sign in and out, and a hundred requests are not a hundred waits', async () => {
    await redis.unplug()
    for (let asked = 0; asked < 100; asked += 1) {
      // A cookie nobody knows is looked up each time: neither memory nor Redis has it.
      const headers = { cookie: `seogo.session=${asked}` }
      expect((await ann.request('GET', '/api/me', { headers })).statusCode).toBe(401)
    }
    expect((await ann.call(getMe, {})).email).toBe(ann.email)
    const ben = await seogo.person('Ben')
    await ben.call(signOut, {})
    await expect(ben.call(getMe, {})).rejects.toMatchObject({ problem: { code: 'not_signed_in' } })
    const said = async () => {
      const { parts } = await ann.call(getHealth, {})
      const queue = parts?.find(({ part }) => part === 'queue')
      return [queue?.state, queue?.said]
    }
    await expect.poll(said, { timeout: 10_000 }).toEqual(['failing', 'Redis cannot be reached'])
    // A hundred waits of the three attempts to connect that ioredis makes take far longer.
  }, 60_000)

  test('work is asked for and cancelled; what is left runs once Redis is back, empty', async () => {
    const worker = await seogo.startWorker()
    await redis.unplug()
    const [kept, dropped] = [await askForWork(ann), await askForWork(ann)]
    expect(await ann.call(cancelJob, { params: { jobId: dropped } })).toMatchObject({ state: 'cancelled' })
    expect(await stateOf(ann, kept)).toBe('waiting')
    await redis.plug()
    await expect.poll(() => stateOf(ann, kept), { timeout: 60_000 }).toBe('completed')
    expect(await stateOf(ann, dropped)).toBe('cancelled')
    const { counts } = await ann.call(listJobs, { query: {} })
    expect(counts).toMatchObject({ completed: 1, cancelled: 1 })
    await worker.stop(1_000)
  }, 90_000)

  test('live messages come again once it is back', async () => {
    await seogo.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = seogo.app.server.address() as AddressInfo
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, {
      headers: { ...asBrowser(ann.cookie), origin: `http://127.0.0.1:${port}` },
    })
    await once(socket, 'open')
    const topics: string[] = []
    socket.on('message', (data) => {
      for (const { topic } of JSON.parse(String(data)).changed) topics.push(topic)
    })
    await redis.unplug()
    await redis.plug()
    // What was missed meanwhile: everything is asked anew.
    await expect.poll(() => topics.toSorted(), { timeout: 30_000 }).toEqual(changeTopic.options.toSorted())
    topics.length = 0
    await expect
      .poll(
        async () => {
          await askForWork(ann)
          return topics
        },
        { timeout: 30_000 },
      )
      .toContain('imports')
    socket.terminate()
  }, 90_000)

  test('a worker stops, and the house closes', async () => {
    const other = await openTestHouse({ SEOGO_REDIS_URL: redis.url, SEOGO_REDIS_PREFIX: 'closing' })
    const worker = await other.startWorker()
    await redis.unplug()
    await worker.stop(1_000)
    await other.close()
  }, 60_000)
})

test('PostgreSQL killed and stopped under the API: requests are refused as unavailable, then served', async () => {
  const folder = makeDataFolder()
  const settings = { SEOGO_DATA_DIR: folder, SEOGO_PORT: '0', SEOGO_LOG_LEVEL: 'silent' }
  const config = readConfig(settings)
  const log = openLog({ level: 'silent', format: 'json', process: 'test' })
  const opened = await openHouse({ config, log, migrating: true, embedded: 'own' })
  const app = await buildApi(opened.house)
  const ann = await joinPerson({ house: opened.house, app, name: 'Ann', role: 'member' })
  const serverPid = () =>
    Number(readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0])
  const seen = new Set<number>()
  let asking = true
  const ask = async (path: string) => {
    while (asking) {
      seen.add((await ann.request('GET', path)).statusCode)
      await sleep(2)
    }
  }
  const everybody = Promise.all(['/api/papers', '/api/me', '/api/jobs', '/health/ready'].map(ask))
  // Killed, and stopped in its order: what the connections hear differs.
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    await until(() => seen.has(200))
    seen.clear()
    process.kill(serverPid(), signal)
    await until(() => seen.has(503))
    await until(async () => (await ann.request('GET', '/api/papers')).statusCode === 200)
    expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([])
    seen.clear()
  }
  asking = false
  await everybody
  await app.close()
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
}, 120_000)
