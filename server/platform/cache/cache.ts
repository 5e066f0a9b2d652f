import { BentoCache, bentostore, errors } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { redisDriver } from 'bentocache/drivers/redis'
import type { Bus } from '#platform/bus/bus.ts'
import type { Log } from '#platform/log/log.ts'
import { noteCache } from '#platform/metrics/work.ts'
import { openImpatientRedis } from '#platform/redis/impatient-redis.ts'

/** What a computed value is kept under. */
export type CacheOptions = { readonly ttlMs: number; readonly tags?: readonly string[] }

/** What a computation says about its own value. */
export type Computing = {
  /** Adds tags that are known only now. */
  tag(tags: readonly string[]): void
}

export type Cache = {
  /**
   * The value under the key, computed once however many ask at the same time. A value is never `undefined`.
   * @throws what `compute` throws
   */
  getOrSet<T>(key: string, compute: (computing: Computing) => Promise<T>, options: CacheOptions): Promise<T>
  delete(key: string): Promise<void>
  /** Forgets every value that carries one of the tags, in every process. */
  deleteByTag(tags: readonly string[]): Promise<void>
  /** Forgets everything, in every process: what it was computed from is not there any more. */
  deleteAll(): Promise<void>
  close(): Promise<void>
}

/** The wire of invalidations between the memory tiers, over the bus of the house. */
function busTransport(bus: Bus) {
  let own = ''
  let end: (() => void) | undefined
  return {
    setId(id: string) {
      own = id
      return this
    },
    async publish(_channel: string, message: unknown) {
      await bus.publish('cache', { from: own, message: JSON.stringify(message) })
    },
    async subscribe(_channel: string, hear: (message: never) => void) {
      end = bus.subscribe('cache', ({ from, message }) => {
        if (from !== own) hear(JSON.parse(message) as never)
      })
    },
    async unsubscribe() {
      end?.()
    },
    onReconnect(caughtUp: () => void) {
      bus.onReconnect(caughtUp)
    },
    async disconnect() {
      end?.()
    },
  }
}

type Options = {
  readonly bus: Bus
  readonly redisUrl: string | undefined
  readonly prefix: string
  readonly log: Log
}

/**
 * Opens the cache: a memory tier in each process, joined by the bus, above a Redis tier where there is Redis. While Redis
 * is away the memory tier serves alone.
 */
export function openCache({ bus, redisUrl, prefix, log }: Options): Cache {
  const onError = (error: Error) => log.warn({ err: error }, 'the Redis cache reports an error')
  const redis = redisUrl ? openImpatientRedis(redisUrl, onError).redis : undefined
  const store = bentostore()
    .useL1Layer(memoryDriver({ maxSize: '32mb', maxItems: 20_000 }))
    .useBus({ options: {}, factory: () => busTransport(bus) })
  // biome-ignore lint/correctness/useHookAtTopLevel: a builder's method, no hook
  if (redis) store.useL2Layer(redisDriver({ connection: redis, prefix: `${prefix}:cache` }))
  const bento = new BentoCache({ default: 'house', stores: { house: store } })
  return {
    async getOrSet(key, compute, { ttlMs, tags = [] }) {
      try {
        const value = await bento.getOrSet({
          key,
          factory: ({ setTags }) => {
            noteCache('miss')
            return compute({ tag: (more) => setTags([...more]) })
          },
          ttl: ttlMs,
          tags: [...tags],
        })
        noteCache('hit')
        return value
      } catch (error) {
        // The store wraps what a computation throws; callers know their own refusals only.
        throw error instanceof errors.E_FACTORY_ERROR ? error.cause : error
      }
    },
    async delete(key) {
      await bento.delete({ key })
    },
    async deleteByTag(tags) {
      await bento.deleteByTag({ tags: [...tags] })
    },
    async deleteAll() {
      await bento.clear()
    },
    async close() {
      // Its goodbye would wait for a Redis that is away.
      if (redis === undefined || redis.status === 'ready') await bento.disconnectAll()
      redis?.disconnect()
    },
  }
}
