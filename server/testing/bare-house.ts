import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import type { DatabaseAddress } from '#platform/database/address.ts'
import { openLog } from '#platform/log/log.ts'
import { type OpenedHouse, openHouse } from '#server/boot.ts'
import { type MovableClock, movableClock } from './movable-clock.ts'
import { makeDatabase } from './test-cluster.ts'

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
    // Whoever tests the sources starts some; no test asks the Internet.
    SEOGO_SOURCES: 'off',
    // A scan takes seconds; the tests of OCR turn it on.
    SEOGO_OCR: 'off',
    // Tests ask for what is not theirs all day long; those of the watch turn it on.
    SEOGO_WATCH: 'off',
    // Nothing is measured where nobody asks; the tests of performance turn it on.
    SEOGO_METRICS: 'off',
    // What tests write past the house is seen at once; the tests of caching turn it on.
    SEOGO_CACHE: process.env.SEOGO_TEST_CACHE ?? 'off',
    // And as fast as they can.
    SEOGO_RATE_PERSON: '0',
    SEOGO_RATE_TOKEN: '0',
    SEOGO_RATE_NETWORK: '0',
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

type BareHouse = {
  readonly opened: OpenedHouse
  readonly house: OpenedHouse['house']
  readonly clock: MovableClock
  /** Runs SQL as the database's administrator: for what the house itself may not do. */
  admin(statements: string): Promise<void>
  close(): Promise<void>
}

/** A way round to the database, for a test that breaks it. */
export type Through = (address: DatabaseAddress) => DatabaseAddress

/** Opens the mechanisms alone on a database of their own, for tests of the platform. */
export async function openBareHouse(
  extra: Record<string, string> = {},
  through: Through = (address) => address,
): Promise<BareHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'seogo-house-'))
  const database = await makeDatabase(inject('cluster'))
  const config = readConfig(environment(folder, extra))
  const log = openLog({ level: config.SEOGO_LOG_LEVEL, format: 'json', process: 'test' })
  const clock = movableClock()
  const opened = await openHouse({ config, log, clock, migrating: false, address: through(database.address) })
  return {
    opened,
    house: opened.house,
    clock,
    async admin(statements) {
      const client = new pg.Client(database.address.admin)
      await client.connect()
      await client.query(statements).finally(() => client.end())
    },
    async close() {
      await opened.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
