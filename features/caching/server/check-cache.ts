import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'

/** Answers are kept, this process hears what to forget, and the tier in Redis is there if there is one. */
export async function checkCache({ cache }: House): Promise<HealthLook> {
  if (!cache.isOn) return { state: 'off', finding: 'cache_off', facts: {} }
  const { bytes, mostBytes, listening, shared } = cache.report()
  const facts = { bytes, mostBytes, listening, redis: shared?.ready ?? null }
  if (!listening) return { state: 'degraded', finding: 'cache_deaf', facts }
  if (shared && !shared.ready) return { state: 'degraded', finding: 'cache_redis_away', facts }
  return { state: 'ok', facts }
}
