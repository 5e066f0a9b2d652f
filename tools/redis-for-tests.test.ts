import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { findOnPath, startRedis } from './redis-for-tests.ts'

const executable = findOnPath('redis-server')

test('a program that is not installed is not found', () => {
  expect(findOnPath('seogo-no-such-program')).toBeUndefined()
})

test.skipIf(executable === undefined)(
  'the Redis for tests answers, keeps nothing on disk and ends',
  async () => {
    const redis = await startRedis(executable ?? '')
    const client = new Redis(redis.url, { retryStrategy: () => null })
    client.on('error', () => undefined)
    expect(await client.ping()).toBe('PONG')
    expect(await client.config('GET', 'save')).toEqual(['save', ''])
    const gone = new Promise((resolve) => client.once('end', resolve))
    await redis.stop()
    await gone
  },
)
