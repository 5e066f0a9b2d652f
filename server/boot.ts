import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { type Bus, changesPerMessage } from '#platform/bus/bus.ts'
import { openPostgresBus } from '#platform/bus/postgres-bus.ts'
import { openRedisBus } from '#platform/bus/redis-bus.ts'
import { openCache } from '#platform/cache/cache.ts'
import { type Clock, systemClock } from '#platform/clock/clock.ts'
import type { Config } from '#platform/config/config.ts'
import { Secret } from '#platform/crypto/secret.ts'
import { type DatabaseAddress, socketAddress, urlAddress } from '#platform/database/address.ts'
import { openDatabase } from '#platform/database/database.ts'
import { type MigrationOutcome, migrate } from '#platform/database/migrate.ts'
import { type Announcement, isSameChange } from '#platform/database/transactions.ts'
import { openStore } from '#platform/files/open-store.ts'
import type { House } from '#platform/house.ts'
import type { Log } from '#platform/log/log.ts'
import { openMetrics } from '#platform/metrics/metrics.ts'
import { type EmbeddedPostgres, openEmbeddedPostgres } from '#platform/postgres/embedded.ts'
import { joinEmbeddedPostgres } from '#platform/postgres/join.ts'
import { openQueueBackend } from '#platform/queue/backend.ts'

export type OpenedHouse = {
  readonly house: House
  /** The embedded server this process found or started; undefined when somebody else runs the database. */
  readonly postgres: EmbeddedPostgres | undefined
  readonly migrated: MigrationOutcome | undefined
  /** Closes every part in the order of their dependence; the database last. */
  close(): Promise<void>
}

type Options = {
  readonly config: Config
  readonly log: Log
  readonly clock?: Clock
  /** Whether to bring the database to this version's schema first; `when owned`: if nobody else uses it. */
  readonly migrating: boolean | 'when owned'
  /**
   * This process's part in the embedded database server: `own` starts and keeps it and refuses to share that, `join`
   * uses the one another process keeps, `either` (the default) takes what it finds.
   */
  readonly embedded?: 'own' | 'join' | 'either'
  /** A database that stands already; for tests. */
  readonly address?: DatabaseAddress
}

/** The installation's secret: configured, or made once and kept for its owner's eyes only. */
function secretKeyOf(config: Config, log: Log): Secret {
  if (config.SEOGO_SECRET_KEY) return config.SEOGO_SECRET_KEY
  const path = join(config.SEOGO_DATA_DIR, 'secret.key')
  if (!existsSync(path)) {
    writeFileSync(path, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
    log.warn(
      { path },
      'a new secret key was made: keep a copy of it apart from the backups, without it sealed keys are lost',
    )
  }
  chmodSync(path, 0o600)
  return Secret.of(readFileSync(path, 'utf8').trim())
}

/** News of one audience in so short a time goes together: a burst of jobs is one message, and nobody sees the difference. */
const gatherMs = 25

/**
 * Tells the sockets of every process what committed transactions announced. The first news goes at once; what follows for
 * the same audience within a moment goes together.
 */
function tellLive(bus: Bus, log: Log) {
  const waiting = new Map<string, Announcement>()

  function publish({ audience, changes }: Announcement): void {
    for (let from = 0; from < changes.length; from += changesPerMessage) {
      const message = {
        ...(audience.userIds ? { userIds: [...audience.userIds] } : {}),
        ...(audience.libraryId ? { libraryId: audience.libraryId } : {}),
        ...(audience.administrators ? { administrators: true } : {}),
        changes: changes.slice(from, from + changesPerMessage),
      }
      bus
        .publish('live', message)
        .catch((error: unknown) => log.warn({ err: error }, 'a live message was not sent'))
    }
  }

  function pass(key: string): void {
    const gathered = waiting.get(key)
    if (!gathered || gathered.changes.length === 0) return void waiting.delete(key)
    waiting.set(key, { audience: gathered.audience, changes: [] })
    publish(gathered)
    setTimeout(pass, gatherMs, key)
  }

  return (announcements: readonly Announcement[]): void => {
    for (const { audience, changes } of announcements) {
      const key = JSON.stringify(audience)
      const gathered = waiting.get(key)
      if (gathered) {
        for (const change of changes)
          if (!gathered.changes.some((known) => isSameChange(known, change))) gathered.changes.push(change)
        continue
      }
      waiting.set(key, { audience, changes: [...changes] })
      pass(key)
    }
  }
}

type Located = { readonly address: DatabaseAddress; readonly postgres: EmbeddedPostgres | undefined }

async function locate(options: Options, secretKey: Secret): Promise<Located> {
  const { config, log, address, embedded = 'either' } = options
  if (address) return { address, postgres: undefined }
  if (config.SEOGO_DATABASE_URL)
    return { address: urlAddress(config.SEOGO_DATABASE_URL, secretKey), postgres: undefined }
  const folder = join(config.SEOGO_DATA_DIR, 'postgres')
  if (embedded === 'join')
    return { address: socketAddress(await joinEmbeddedPostgres({ folder })), postgres: undefined }
  const postgres = await openEmbeddedPostgres({
    folder,
    log: (fields, message) => log.info(fields, message),
  })
  try {
    if (embedded === 'own') await postgres.own()
    return { address: socketAddress(postgres.connection), postgres }
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

/**
 * The database server alone, and the installation's secret, for whoever works on databases as a whole. The embedded server
 * is made if there is none.
 */
export async function openDatabaseServer(options: Pick<Options, 'config' | 'log'>) {
  mkdirSync(options.config.SEOGO_DATA_DIR, { recursive: true })
  const secretKey = secretKeyOf(options.config, options.log)
  const { address, postgres } = await locate({ ...options, migrating: false }, secretKey)
  return { address, secretKey, close: async () => postgres?.stop() }
}

async function migrateIfAsked({ migrating }: Options, { address, postgres }: Located) {
  const asked = migrating === 'when owned' ? postgres?.owned === true : migrating
  if (!asked) return undefined
  try {
    return await migrate(address)
  } catch (error) {
    await postgres?.stop()
    throw error
  }
}

/** Opens every mechanism of one process. @throws with a sentence to act on when a part cannot be opened. */
export async function openHouse(options: Options): Promise<OpenedHouse> {
  const { config, log, clock = systemClock } = options
  mkdirSync(config.SEOGO_DATA_DIR, { recursive: true })
  const secretKey = secretKeyOf(config, log)
  const located = await locate(options, secretKey)
  const { address, postgres } = located
  const migrated = await migrateIfAsked(options, located)
  // What breaks things on purpose is loaded where that is allowed.
  const ways = config.SEOGO_GAME_DAY
    ? await (await import('#platform/game-day/game-day.ts')).openGameDay({
        clock,
        redisUrl: config.SEOGO_REDIS_URL?.reveal(),
        files: openStore(config),
      })
    : undefined
  const redisUrl = ways ? ways.redisUrl : config.SEOGO_REDIS_URL?.reveal()
  const prefix = config.SEOGO_REDIS_PREFIX
  const metrics = openMetrics({
    on: config.SEOGO_METRICS === 'on',
    clock,
    sample: config.SEOGO_METRICS_SAMPLE,
    mostRequests: config.SEOGO_METRICS_REQUESTS * config.SEOGO_METRICS_SECONDS,
  })
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT
  // What sends traces is loaded where they are sent.
  const tracing = endpoint
    ? await (await import('#platform/metrics/tracing.ts')).openTracing({
        endpoint,
        process: `${hostname()} ${process.pid}`,
      })
    : undefined
  const poolerUrl = config.SEOGO_DATABASE_POOLER_URL
  const database = openDatabase({
    address,
    pooler: poolerUrl && urlAddress(poolerUrl, secretKey),
    log,
    metrics,
    poolMax: config.SEOGO_DATABASE_POOL_MAX,
  })
  const bus = redisUrl ? openRedisBus(redisUrl, prefix, log) : openPostgresBus(database, log)
  const cacheRedisUrl = config.SEOGO_CACHE_REDIS_URL?.reveal() ?? redisUrl
  const cache = openCache({
    database,
    redisUrl: cacheRedisUrl,
    prefix,
    log,
    mostBytes: config.SEOGO_CACHE_MEGABYTES * 1_000_000,
    keepsAnswers: config.SEOGO_CACHE === 'on',
  })
  const queue = openQueueBackend({ database, redisUrl, prefix, poolMax: config.SEOGO_QUEUE_POOL_MAX, log })
  const files = ways?.files ?? openStore(config)
  database.onCommitted(tellLive(bus, log))
  const house: House = {
    config,
    log,
    clock,
    database,
    bus,
    cache,
    queue,
    files,
    metrics,
    tracing,
    gameDay: ways?.gameDay,
    secretKey,
  }
  return {
    house,
    postgres,
    migrated,
    async close() {
      await tracing
        ?.close()
        .catch((error: unknown) => log.warn({ err: error }, 'the last spans were not sent'))
      await queue.close()
      await cache.close()
      await bus.close()
      await ways?.gameDay.close()
      await database.close()
      await postgres?.stop()
    },
  }
}
