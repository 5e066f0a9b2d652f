import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Log } from '#platform/log/log.ts'
import { openImpatientRedis } from '#platform/redis/impatient-redis.ts'
import { type Snapshot, toSnapshot } from './snapshots.ts'

/** An answer that several processes may use: bytes, and what the database had seen when it was read. */
export type SharedValue = {
  readonly etag: string
  readonly body: Buffer
  readonly keptAtMs: number
  readonly snapshot: Snapshot
}

const head = z.strictObject({ etag: z.string(), keptAtMs: z.number(), snapshot: z.string() })

/** Asking the database takes no longer. */
const answerMs = 200
/** So long nobody asks a Redis that did not answer. */
const restMs = 2_000

type Options = { readonly url: string; readonly prefix: string; readonly log: Log }

/**
 * The tier in Redis. Whatever is wrong with it is a value that was not found: nobody waits for it, and it is asked again
 * by itself. Keys carry the identity of the database, so that what was read from another one is never found.
 */
export function openShared({ url, prefix, log }: Options) {
  const { redis } = openImpatientRedis(
    url,
    (error) => log.warn({ err: error }, 'the Redis cache reports an error'),
    answerMs,
  )
  let restUntil = 0
  let failures = 0
  const isReady = () => redis.status === 'ready' && Date.now() >= restUntil
  const rest = (error: unknown) => {
    failures += 1
    restUntil = Date.now() + restMs
    log.warn({ err: error }, 'the Redis cache did not answer')
  }
  const keyOf = (database: string, key: string) =>
    `${prefix}:cache:${database}:${createHash('sha256').update(key).digest('base64url')}`

  return {
    isReady,
    failures: () => failures,
    async get(database: string, key: string): Promise<SharedValue | undefined> {
      if (!isReady()) return undefined
      try {
        const bytes = await redis.getBuffer(keyOf(database, key))
        if (bytes === null) return undefined
        const end = bytes.indexOf('\n')
        const { snapshot, ...told } = head.parse(JSON.parse(bytes.toString('utf8', 0, end)))
        return { ...told, snapshot: toSnapshot(snapshot), body: bytes.subarray(end + 1) }
      } catch (error) {
        rest(error)
        return undefined
      }
    },
    async set(
      database: string,
      key: string,
      { body, etag, snapshot, ttlMs }: { body: Buffer; etag: string; snapshot: string; ttlMs: number },
    ): Promise<void> {
      if (!isReady()) return
      const line = `${JSON.stringify({ etag, keptAtMs: Date.now(), snapshot } satisfies z.infer<typeof head>)}\n`
      await redis.set(keyOf(database, key), Buffer.concat([Buffer.from(line), body]), 'PX', ttlMs).catch(rest)
    },
    close: () => redis.disconnect(),
  }
}

export type Shared = ReturnType<typeof openShared>
