/** An installation of separate processes that is watched: PostgreSQL by TCP, a Redis of its own if asked for, an API, a worker. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { freePort } from '#server/testing/free-port.ts'
import { startOwnRedis } from '#server/testing/own-redis.ts'
import { openPostgresByTcp } from '#server/testing/postgres-by-tcp.ts'
import { until } from '#server/testing/run-seogo.ts'
import { signIn } from '../installation.ts'
import { startWatched } from './watched-process.ts'

export type Backend = 'redis' | 'postgres'
export type SoakedHouse = Awaited<ReturnType<typeof openSoakedHouse>>

type Counted = { readonly name: string; readonly count: number }

/** Opens all of it, with the owner signed in. @param more settings beside its own */
export async function openSoakedHouse(backend: Backend, more: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'seogo-soak-'))
  chmodSync(folder, 0o755)
  mkdirSync(join(folder, 'data'))
  const postgres = await openPostgresByTcp(folder)
  const redis = backend === 'redis' ? await startOwnRedis() : undefined
  const watching = redis && new Redis(redis.url)
  const settings: Record<string, string> = {
    SEOGO_DATA_DIR: join(folder, 'data'),
    SEOGO_DATABASE_URL: postgres.url,
    SEOGO_BACKUP_TO: join(folder, 'backups'),
    SEOGO_SECRET_KEY: 'a secret for this installation only, longer than thirty-two characters',
    SEOGO_PORT: String(await freePort()),
    SEOGO_LOG_LEVEL: 'error',
    SEOGO_LOG_FORMAT: 'json',
    SEOGO_SOURCES: 'off',
    // Full within the first third, which is not judged: 64 MB take longer, and look like a leak.
    SEOGO_CACHE_MEGABYTES: '12',
    // Who signs in and out for half an hour would be taken for an attack.
    SEOGO_WATCH_SIGN_IN_FAILURES: '1000000',
    SEOGO_RATE_PERSON: '0',
    SEOGO_RATE_NETWORK: '0',
    ...(redis && { SEOGO_REDIS_URL: redis.url }),
    ...more,
  }
  const opened = await openHouse({
    config: readConfig(settings),
    log: openLog({ level: 'silent', format: 'json', process: 'bench' }),
    migrating: true,
  })
  await postgres.admin.query('create extension if not exists pg_stat_statements')
  const [api, worker] = await Promise.all([startWatched('api', settings), startWatched('worker', settings)])
  // It makes the owner's link once it is up, which would take the place of the one that is made here.
  await until(() => api.printed().includes('/link/'))
  const count = async (text: string) => (await postgres.admin.query<Counted>(text)).rows
  return {
    folder,
    api,
    worker,
    address: api.address,
    house: opened.house,
    admin: postgres.admin,
    cookie: await signIn(opened.house, api.address),
    /** PostgreSQL's connections of the library, by who holds them. */
    connections: () =>
      count(
        `select application_name as name, count(*)::int as count from pg_stat_activity
           where datname = 'library' group by 1 order by 1`,
      ),
    /** Clients of Redis; undefined without one. */
    async redisClients(): Promise<number | undefined> {
      const told = await watching?.info('clients')
      return told === undefined ? undefined : Number(/connected_clients:(\d+)/.exec(told)?.[1])
    },
    async close() {
      const endings = [await api.stop(), await worker.stop()]
      watching?.disconnect()
      await opened.close()
      await postgres.stop()
      await redis?.unplug()
      rmSync(folder, { recursive: true, force: true })
      return endings
    },
  }
}
