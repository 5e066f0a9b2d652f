import { Redis } from 'ioredis'
import type { Log } from '#platform/log/log.ts'
import { openImpatientRedis } from '#platform/redis/impatient-redis.ts'
import { type Bus, busChannels, openSwitchboard } from './bus.ts'

/** A bus on Redis pub/sub: for many processes on many machines. */
export function openRedisBus(url: string, prefix: string, log: Log): Bus {
  const board = openSwitchboard((error, channel) =>
    log.warn({ err: error, channel }, 'a bus message was not understood'),
  )
  const onError = (error: Error) => log.warn({ err: error }, 'the Redis bus reports an error')
  const publisher = openImpatientRedis(url, onError)
  const subscriber = new Redis(url, { maxRetriesPerRequest: null })
  subscriber.on('error', onError)
  subscriber.on('message', (channel: string, text: string) =>
    board.deliver(channel.slice(prefix.length + 5), text),
  )
  const channels = Object.keys(busChannels).map((channel) => `${prefix}:bus:${channel}`)
  const subscribed = subscriber.subscribe(...channels).then(() => {
    // ioredis subscribes again by itself; from now on every 'ready' is a return.
    subscriber.on('ready', board.tellReconnected)
  })
  subscribed.catch(onError)
  return {
    kind: 'redis',
    async publish(channel, message) {
      const redis = await publisher.reach()
      await redis.publish(`${prefix}:bus:${channel}`, JSON.stringify(message))
    },
    subscribe: board.add,
    onReconnect: board.onReconnect,
    ready: () => subscribed,
    async close() {
      publisher.redis.disconnect()
      subscriber.disconnect()
    },
  }
}
