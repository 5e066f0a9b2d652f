import { once } from 'node:events'
import { Redis } from 'ioredis'

/** Redis is not there now. What was asked of it has not happened. */
export class RedisAway extends Error {
  override readonly name = 'RedisAway'
  constructor() {
    super('Redis cannot be reached')
  }
}

/** Longest wait for one answer: a Redis that hangs is one that is away. */
const mostMs = 5_000

/**
 * A connection for what nobody should wait for: while Redis is away a command is refused at once, and not kept for the
 * day it returns. (ioredis by itself would hold each command for three attempts to connect, which soon are six seconds.)
 */
export function openImpatientRedis(url: string, onError: (error: Error) => void, answerMs = mostMs) {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    connectTimeout: mostMs,
    commandTimeout: answerMs,
  })
  redis.on('error', onError)
  // The first commands come before the first connection stands; they wait for how that attempt ends.
  const tried = once(redis, 'ready').then(
    () => undefined,
    // `once` rejects at the first error event, which `onError` has heard.
    () => undefined,
  )
  return {
    redis,
    /** The connection, if it stands. @throws RedisAway */
    async reach(): Promise<Redis> {
      await tried
      if (redis.status !== 'ready') throw new RedisAway()
      return redis
    },
  }
}
