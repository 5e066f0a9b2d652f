import { setTimeout as sleep } from 'node:timers/promises'
import type { HealthState } from '#contract/health.ts'
import type { HealthCheck, HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'

/** Everything is looked at side by side, so that the whole takes as long as its slowest part, and less than a second. */
const mostMs = 700

/** A look at one part, with how long it took; null when an earlier one still held. */
export type PartLook = HealthLook &
  Pick<HealthCheck, 'part'> & { readonly isEssential: boolean; readonly latencyMs: number | null }

type Looked = { readonly look: PartLook; readonly atMs: number }

type Looker = {
  readonly checks: readonly HealthCheck[]
  /** Looks that have not come back: a part that hangs is not asked anew each time. */
  readonly underWay: Map<HealthCheck, Promise<HealthLook>>
  readonly last: Map<HealthCheck, Looked>
}

const lookers = new WeakMap<House, Looker>()

/** Tells the checks of all features, which the entry points know and this feature does not. */
export function knowHealthChecks(house: House, checks: readonly HealthCheck[]): void {
  lookers.set(house, { checks, underWay: new Map(), last: new Map() })
}

export type LookOptions = {
  readonly isAskedFor?: (check: HealthCheck) => boolean
  /** For who has more time than an answer over HTTP may take. */
  readonly mostMs?: number | undefined
}

/** Looks at every part, or those asked for, now and side by side; what does not answer in time has not answered. */
export async function lookAtParts(
  house: House,
  { isAskedFor = () => true, mostMs }: LookOptions = {},
): Promise<PartLook[]> {
  const looker = lookers.get(house)
  if (!looker) return []
  return Promise.all(
    looker.checks.filter(isAskedFor).map((check) => lookAt(house, looker, { check, mostMs })),
  )
}

/** The state of a whole: that of its worst part. */
export function worstOf(parts: readonly { readonly state: HealthState }[]): HealthState {
  const worst = (['failing', 'degraded'] as const).find((state) => parts.some((part) => part.state === state))
  return worst ?? 'ok'
}

type Asked = { readonly check: HealthCheck; readonly mostMs: number | undefined }

async function lookAt(
  house: House,
  { underWay, last }: Looker,
  { check, mostMs: patienceMs }: Asked,
): Promise<PartLook> {
  const { part, isEssential = false, freshForMs = 0 } = check
  const before = last.get(check)
  if (before && performance.now() - before.atMs < freshForMs) return { ...before.look, latencyMs: null }
  const startedAt = performance.now()
  const told = (found: HealthLook): PartLook => ({
    part,
    isEssential,
    ...found,
    latencyMs: Math.round(performance.now() - startedAt),
  })
  const known = underWay.get(check)
  const looking = known ?? check.check(house)
  if (known === undefined) {
    underWay.set(check, looking)
    const keep = (found: HealthLook) => {
      underWay.delete(check)
      // Too late for who asked, perhaps, but whoever asks next need not wait as long again, and in vain.
      if (found.state !== 'failing') last.set(check, { look: told(found), atMs: performance.now() })
    }
    looking.then(keep, () => underWay.delete(check))
  }
  const look = told(await within(patienceMs ?? check.mostMs ?? mostMs, looking))
  // What failed is looked at again the next time: it should be known at once when it is over.
  if (look.state === 'failing') last.delete(check)
  return look
}

async function within(limitMs: number, looking: Promise<HealthLook>): Promise<HealthLook> {
  const enough = new AbortController()
  const late = async (): Promise<HealthLook> => {
    await sleep(limitMs, undefined, { signal: enough.signal })
    return { state: 'failing', finding: 'no_answer', facts: { afterMs: limitMs } }
  }
  try {
    return await Promise.race([looking, late()])
  } catch (error) {
    // A look that fails is its result: this part fails, the others are still told.
    const said = error instanceof Error ? error.message : String(error)
    return { state: 'failing', finding: 'failed', facts: {}, said }
  } finally {
    enough.abort()
  }
}
