import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'

/** Redis answers, and keeps what the queue gives it. */
export async function checkRedis({ queue }: House): Promise<HealthLook> {
  const info = await queue.redisInfo()
  if (info === undefined) return { state: 'off', finding: 'redis_not_used', facts: {} }
  const told = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null
  const facts = {
    version: told('redis_version'),
    memoryBytes: Number(told('used_memory')),
    mostMemoryBytes: Number(told('maxmemory')),
    policy: told('maxmemory_policy'),
  }
  // Without an upper bound nothing is ever thrown away.
  if (facts.mostMemoryBytes > 0 && facts.policy !== 'noeviction')
    return { state: 'degraded', finding: 'redis_evicts', facts }
  return { state: 'ok', facts }
}
