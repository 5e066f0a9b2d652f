/**
 * An installation of many processes on one machine, as a university runs it: PostgreSQL by TCP with a replica that streams
 * from it, PgBouncer, two Redis, Caddy with the Caddyfile.replicas of deploy/, `seogo api` and `seogo worker` as often as asked.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '#platform/config/config.ts'
import { Secret } from '#platform/crypto/secret.ts'
import { rolePassword } from '#platform/database/roles.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { freePort } from '#server/testing/free-port.ts'
import { startOwnCaddy } from '#server/testing/own-caddy.ts'
import { startOwnRedis } from '#server/testing/own-redis.ts'
import { openPostgresByTcp } from '#server/testing/postgres-by-tcp.ts'
import { startReplica } from './replica.ts'

const root = join(import.meta.dirname, '../..')
const secretKey = 'a secret for this installation only, longer than thirty-two characters'
/** Each API has an address of the loopback to itself. */
const apiPort = 7350
const mostStartMs = 120_000

export type Installation = Awaited<ReturnType<typeof openInstallation>>
type Options = {
  /** PgBouncer 1.21 or later; without it every process connects to PostgreSQL itself. */
  readonly pgbouncer: string | undefined
}

/** Ends a process as an engine does. @returns how it ended */
async function end(child: ChildProcess): Promise<number | string | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode
  child.kill('SIGTERM')
  const [code, signal] = await once(child, 'exit')
  return code ?? signal
}

/** PgBouncer before the library; it signs people's roles in by the passwords Seogo gave them. */
async function openPooler(
  folder: string,
  program: string,
  postgresPort: number,
): Promise<{ url: string; child: ChildProcess }> {
  const port = await freePort()
  const users = (['seogo_app', 'seogo_system'] as const).map(
    (role) => `"${role}" "${rolePassword(Secret.of(secretKey), role)}"`,
  )
  writeFileSync(join(folder, 'users.txt'), `${users.join('\n')}\n`)
  const settings = [
    '[databases]',
    `library = host=127.0.0.1 port=${postgresPort}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = scram-sha-256',
    `auth_file = ${join(folder, 'users.txt')}`,
    'pool_mode = transaction',
    'max_prepared_statements = 200',
    'default_pool_size = 20',
    'max_client_conn = 1000',
    ...(process.getuid?.() === 0 ? ['user = nobody'] : []),
  ]
  writeFileSync(join(folder, 'pgbouncer.ini'), `${settings.join('\n')}\n`)
  const child = spawn(program, ['-q', join(folder, 'pgbouncer.ini')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return { url: `postgres://seogo_app@127.0.0.1:${port}/library`, child }
}

/** One process of Seogo, in a place of its own, which can be started anew there. */
function placeOf(role: 'api' | 'worker', settings: Record<string, string>, host: string, folder: string) {
  let child: ChildProcess | undefined
  const sign = join(folder, `alive-${role}-${host}`)
  const isUp = async () => {
    if (role === 'worker')
      return execFileSync('find', [folder, '-name', `alive-${role}-${host}`], { encoding: 'utf8' }) !== ''
    return fetch(`http://${host}:${apiPort}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  }
  return {
    async start(): Promise<void> {
      child = spawn(process.execPath, [join(root, 'server/cli.ts'), role], {
        env: {
          PATH: process.env.PATH,
          ...settings,
          SEOGO_HOST: host,
          SEOGO_PORT: String(apiPort),
          SEOGO_ALIVE_SIGN: sign,
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      for (const deadline = Date.now() + mostStartMs; !(await isUp()); await sleep(100)) {
        if (child.exitCode !== null) throw new Error(`seogo ${role} ended with ${child.exitCode}`)
        if (Date.now() > deadline) throw new Error(`seogo ${role} is not up in time`)
      }
    },
    stop: async () => (child ? end(child) : null),
  }
}

/** Opens all of it but the processes of Seogo, which are started place by place. */
export async function openInstallation({ pgbouncer }: Options) {
  const folder = mkdtempSync(join(tmpdir(), 'seogo-scale-'))
  chmodSync(folder, 0o755)
  mkdirSync(join(folder, 'data'))
  const postgres = await openPostgresByTcp(folder, { max_connections: '300' })
  const [queue, cache] = [await startOwnRedis(), await startOwnRedis()]
  const hosts = ['127.0.0.11', '127.0.0.12', '127.0.0.13']
  const proxy = await startOwnCaddy(
    'http',
    hosts.map((host) => `${host}:${apiPort}`),
  )
  const settings: Record<string, string> = {
    SEOGO_DATA_DIR: join(folder, 'data'),
    SEOGO_DATABASE_URL: postgres.url,
    SEOGO_REDIS_URL: queue.url,
    SEOGO_CACHE_REDIS_URL: cache.url,
    SEOGO_SECRET_KEY: secretKey,
    SEOGO_PUBLIC_URL: proxy.address,
    SEOGO_TRUSTED_PROXIES: '127.0.0.1',
    SEOGO_LOG_LEVEL: 'error',
    SEOGO_SOURCES: 'off',
    SEOGO_RATE_PERSON: '0',
    SEOGO_RATE_NETWORK: '0',
    SEOGO_LEAVE_SECONDS: '5',
  }
  const opened = await openHouse({
    config: readConfig(settings),
    log: openLog({ level: 'silent', format: 'json', process: 'bench' }),
    migrating: true,
  })
  const pooler = pgbouncer ? await openPooler(folder, pgbouncer, postgres.port) : undefined
  if (pooler) settings.SEOGO_DATABASE_POOLER_URL = pooler.url
  const replica = await startReplica({ folder, primary: postgres })
  const apis = hosts.map((host) => placeOf('api', settings, host, folder))
  const workers = [1, 2, 3, 4].map((count) => placeOf('worker', settings, `127.0.0.${20 + count}`, folder))
  return {
    house: opened.house,
    address: proxy.address,
    replica,
    apis,
    workers,
    pooled: pooler !== undefined,
    proxySaid: proxy.printed,
    async close() {
      await Promise.all([...apis, ...workers].map((place) => place.stop()))
      await proxy.stop()
      await opened.close()
      await replica.stop()
      if (pooler) await end(pooler.child)
      await postgres.stop()
      await Promise.all([queue.unplug(), cache.unplug()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
