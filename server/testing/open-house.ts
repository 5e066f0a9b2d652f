import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { buildApi } from '#server/api.ts'
import { type OpenedHouse, openHouse } from '#server/boot.ts'
import { runHouseWorker } from '#server/worker.ts'
import { type MovableClock, movableClock } from './movable-clock.ts'
import { joinPerson, type Person } from './person.ts'
import { makeDatabase } from './test-cluster.ts'

export type TestHouse = {
  readonly house: OpenedHouse['house']
  readonly clock: MovableClock
  /** The HTTP server; `inject` asks it without a socket. */
  readonly app: Awaited<ReturnType<typeof buildApi>>
  /** A signed-in person with a library of their own. The first one is the owner. */
  person(name: string, role?: 'admin' | 'member' | 'reader'): Promise<Person>
  /** Runs a worker in this process until every due job has ended. */
  workUntilQuiet(options?: { timeoutMs?: number }): Promise<void>
  /** Starts a worker in this process and leaves it to the test. */
  startWorker(): Promise<ReturnType<typeof runHouseWorker>>
  close(): Promise<void>
}

/** The backend of queue, bus and cache in this run; `SEOGO_TEST_BACKEND=redis` needs SEOGO_TEST_REDIS_URL. */
export const testBackend = process.env.SEOGO_TEST_BACKEND === 'redis' ? 'redis' : 'postgres'

function environment(dataDir: string, extra: Record<string, string>): Record<string, string> {
  const redisUrl = process.env.SEOGO_TEST_REDIS_URL
  if (testBackend === 'redis' && !redisUrl)
    throw new Error('SEOGO_TEST_BACKEND=redis needs SEOGO_TEST_REDIS_URL')
  return {
    SEOGO_DATA_DIR: dataDir,
    SEOGO_PORT: '0',
    SEOGO_SECRET_KEY: 'a secret for tests only, longer than thirty-two characters',
    SEOGO_LOG_LEVEL: process.env.SEOGO_TEST_LOG ?? 'silent',
    SEOGO_LEASE_SECONDS: '2',
    SEOGO_RECONCILE_SECONDS: '1',
    SEOGO_DATABASE_POOL_MAX: '6',
    SEOGO_QUEUE_POOL_MAX: '12',
    ...(testBackend === 'redis' && redisUrl
      ? { SEOGO_REDIS_URL: redisUrl, SEOGO_REDIS_PREFIX: `test-${process.pid}-${Date.now().toString(36)}` }
      : {}),
    ...extra,
  }
}

async function unfinishedJobs(opened: OpenedHouse): Promise<number> {
  const row = await opened.house.database.asSystem('wait for quiet', (tx) =>
    tx
      .selectFrom('background_jobs')
      .select((one) => one.fn.countAll<number>().as('count'))
      .where('state', 'in', ['waiting', 'delayed', 'active', 'retrying'])
      .executeTakeFirstOrThrow(),
  )
  const events = await opened.house.database.asSystem('wait for quiet', (tx) =>
    tx
      .selectFrom('outbox')
      .select((one) => one.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  )
  return Number(row.count) + Number(events.count)
}

/**
 * Opens a whole Seogo on a database of its own: real PostgreSQL, real queue, real HTTP, with a clock that can be moved.
 * @param extra settings that win over those of the tests
 */
export async function openTestHouse(extra: Record<string, string> = {}): Promise<TestHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'seogo-house-'))
  const database = await makeDatabase(inject('cluster'))
  const config = readConfig(environment(folder, extra))
  const log = openLog({ level: config.SEOGO_LOG_LEVEL, format: 'json', process: 'test' })
  const clock = movableClock()
  const opened = await openHouse({ config, log, clock, migrating: false, address: database.address })
  const app = await buildApi(opened.house)
  await app.ready()
  const workers: ReturnType<typeof runHouseWorker>[] = []

  const startWorker = async () => {
    const worker = runHouseWorker(opened.house)
    workers.push(worker)
    await worker.ready()
    return worker
  }

  return {
    house: opened.house,
    clock,
    app,
    person: (name, role = 'member') => joinPerson({ house: opened.house, app, name, role }),
    startWorker,
    async workUntilQuiet({ timeoutMs = 30_000 } = {}) {
      const worker = await startWorker()
      const until = Date.now() + timeoutMs
      while ((await unfinishedJobs(opened)) > 0) {
        if (Date.now() > until) throw new Error(`the house is not quiet after ${timeoutMs} ms`)
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      await worker.stop(1_000)
      workers.splice(workers.indexOf(worker), 1)
    },
    async close() {
      for (const worker of workers) await worker.stop(100)
      await app.close()
      await opened.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
