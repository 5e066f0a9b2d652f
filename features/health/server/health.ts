import { setTimeout as sleep } from 'node:timers/promises'
import type { HealthCheck } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import type { HouseHealth, PartHealth } from '../contract.ts'

const mostMs = 5_000

const checksOf = new WeakMap<House, readonly HealthCheck[]>()

/** Tells the checks of all features, which the entry points know and this feature does not. */
export function knowHealthChecks(house: House, checks: readonly HealthCheck[]): void {
  checksOf.set(house, checks)
}

/** The state of every part, looked at now and side by side; a part that does not answer in 5 s is down. */
export async function checkHouse(house: House): Promise<HouseHealth> {
  const parts = await Promise.all((checksOf.get(house) ?? []).map((check) => checkPart(house, check)))
  return { state: worstOf(parts), parts }
}

/** The state of a whole: that of its worst part. */
export function worstOf(parts: readonly Pick<PartHealth, 'state'>[]): HouseHealth['state'] {
  if (parts.some(({ state }) => state === 'down')) return 'down'
  return parts.some(({ state }) => state === 'degraded') ? 'degraded' : 'ok'
}

async function checkPart(house: House, { part, check }: HealthCheck): Promise<PartHealth> {
  const startedAt = performance.now()
  const tookMs = () => Math.round(performance.now() - startedAt)
  const waiting = new AbortController()
  try {
    const { state, facts, message } = await Promise.race([check(house), late(waiting.signal)])
    return { part, state, facts, message: message ?? null, tookMs: tookMs() }
  } catch (error) {
    // A failing check is its result: this part is down, the others are still told.
    const message = error instanceof Error ? error.message : String(error)
    return { part, state: 'down', facts: {}, message, tookMs: tookMs() }
  } finally {
    waiting.abort()
  }
}

async function late(signal: AbortSignal): Promise<never> {
  await sleep(mostMs, undefined, { signal })
  throw new Error(`no answer within ${mostMs / 1000} s`)
}
