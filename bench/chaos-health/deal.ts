import { setTimeout as sleep } from 'node:timers/promises'
import type { HealthPart } from '#contract/health.ts'
import { until } from '#server/testing/run-seogo.ts'
import { elapsed, type People } from './people.ts'

/** Longest time in which a house has to be well again. */
const mostMs = 90_000

export type Blow = {
  readonly name: string
  /** Which part has to say so; undefined where it is over before anybody looks. */
  readonly part: HealthPart | undefined
  readonly begin: () => Promise<void> | void
  readonly end: () => Promise<void> | void
  readonly lastsMs: number
  /** When it is over for good. */
  readonly isWell?: () => Promise<boolean>
  /** What is measured besides while it lasts. */
  readonly also?: () => Promise<object>
}

const isIll = (state: string | undefined) => state === 'failing' || state === 'degraded'

/** Deals a blow, and waits until the house is well again. @returns when it was seen and over, and what people got meanwhile */
export async function deal(blow: Blow, people: People) {
  people.takeSeen()
  const begunAt = performance.now()
  await blow.begin()
  const measuring = blow.also?.() ?? Promise.resolve({})
  let foundMs: number | null = null
  const { part } = blow
  while (elapsed(begunAt) < blow.lastsMs) {
    if (foundMs === null && part && isIll(people.stateOf(part))) foundMs = elapsed(begunAt)
    await sleep(50)
  }
  await blow.end()
  const endedAt = performance.now()
  const isBack = async () => {
    if (foundMs === null && part && isIll(people.stateOf(part))) foundMs = elapsed(begunAt)
    const isWell = (await blow.isWell?.()) ?? true
    // What cannot be told, because nobody is known while the database is away, is not well.
    const found = part === undefined || (foundMs !== null && people.stateOf(part) === 'ok')
    return found && isWell
  }
  const back = await until(isBack, mostMs).then(
    () => true,
    () => false,
  )
  const also = await measuring
  return { foundMs, backMs: back ? elapsed(endedAt) : null, ...people.takeSeen(), ...also }
}
