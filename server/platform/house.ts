import type { Bus } from '#platform/bus/bus.ts'
import type { Cache } from '#platform/cache/cache.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Config } from '#platform/config/config.ts'
import type { Secret } from '#platform/crypto/secret.ts'
import type { Database } from '#platform/database/database.ts'
import type { FileStore } from '#platform/files/files.ts'
import type { GameDay } from '#platform/game-day/game-day.ts'
import type { Log } from '#platform/log/log.ts'
import type { Metrics } from '#platform/metrics/metrics.ts'
import type { Tracing } from '#platform/metrics/span.ts'
import type { QueueBackend } from '#platform/queue/backend.ts'

/** The mechanisms of one process, opened once and handed down; nothing of it is imported as a global. */
export type House = {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  readonly database: Database
  readonly bus: Bus
  readonly queue: QueueBackend
  readonly cache: Cache
  readonly files: FileStore
  readonly metrics: Metrics
  /** Undefined: traces are sent nowhere. */
  readonly tracing: Tracing | undefined
  /** Undefined: nothing can be broken on purpose here. */
  readonly gameDay: GameDay | undefined
  /** The installation's secret, from the configuration or the data folder; every key is derived from it. */
  readonly secretKey: Secret
}
