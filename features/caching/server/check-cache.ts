import { setTimeout as sleep } from 'node:timers/promises'
import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'

const beginsWithinMs = 2_000

/** Answers are kept, this process hears what to forget, and the tier in Redis is there if there is one. */
export async function checkCache({ cache }: House): Promise<HealthLook> {
  if (!cache.isOn) return { state: 'off', finding: 'cache_off', facts: {} }
  // It listens from the first time that it is asked: a process that has only begun is not deaf.
  for (const end = performance.now() + beginsWithinMs; !cache.report().listening && performance.now() < end; )
    await sleep(50)
  const { bytes, mostBytes, listening, shared } = cache.report()
  const facts = { bytes, mostBytes, listening, redis: shared?.ready ?? null }
  if (!listening) return { state: 'degraded', finding: 'cache_deaf', facts }
  if (shared && !shared.ready) return { state: 'degraded', finding: 'cache_redis_away', facts }
  return { state: 'ok', facts }
}
