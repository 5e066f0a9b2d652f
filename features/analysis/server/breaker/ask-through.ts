import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { ProviderFailure } from '../providers/provider-failure.ts'
import { afterAnswer, afterFailure, afterNothing, type Breaker, saysDown, untried } from './breaker.ts'
import {
  findBreaker,
  insertBreaker,
  lockBreaker,
  type Place,
  putBreaker,
  takeProbe,
} from './breaker-queries.ts'

/** Asks a place unless it is left alone, and remembers whether somebody answered. */
export type AskThrough = <T>(place: Place, ask: () => Promise<T>) => Promise<T>

/** What an answer changes is written down only so often while all is well. */
const answeredEveryMs = 10_000
/** A probe that has not ended by then never will: its process has died. */
const probeGraceMs = 30_000

/**
 * The breaker of each model at each address: a provider that hangs would otherwise keep every question of a batch waiting
 * for its whole time. What one worker finds out holds for all. Who finds it left alone is told when to come back.
 * @throws ProviderFailure left_alone, without asking
 */
export function openAskThrough(house: House): AskThrough {
  return async (place, ask) => {
    await requireWay(house, place)
    let answer: Awaited<ReturnType<typeof ask>>
    try {
      if (house.gameDay?.isBroken('provider', namesOf(place))) throw brokenOnPurpose()
      answer = await ask()
    } catch (error) {
      throw await afterError(house, place, error)
    }
    await settle(house, place, (breaker, now) => afterAnswer(breaker, now))
    return answer
  }
}

/** By which of its names a place may be broken on purpose. */
const namesOf = ({ provider, baseUrl, model }: Place) => [provider, new URL(baseUrl).host, model]

const brokenOnPurpose = () => new ProviderFailure('overloaded', { status: 503, detail: 'broken on purpose' })

async function requireWay(house: House, place: Place): Promise<void> {
  const breaker = await house.database.atOnce('look whether a provider is left alone', (tx) =>
    findBreaker(tx, place),
  )
  if (breaker === undefined || breaker.nextProbeAt === null) return
  const now = house.clock.now()
  const waitMs = breaker.nextProbeAt.getTime() - now.getTime()
  if (waitMs <= 0) {
    const untilMs = now.getTime() + house.config.SEOGO_PROVIDER_TIMEOUT_SECONDS * 1_000 + probeGraceMs
    const probe = { now, until: new Date(untilMs) }
    const isTaken = await house.database.asSystem('ask a provider that was left alone', async (tx) => {
      const taken = await takeProbe(tx, place, probe)
      if (taken) tell(tx)
      return taken
    })
    if (isTaken) return
  }
  // While one question is out, nobody knows how long; it is looked at again after the first pause.
  const pauseMs = house.config.SEOGO_PROVIDER_PAUSE_SECONDS * 1_000
  const retryAfterMs = breaker.state === 'open' && waitMs > 0 ? waitMs : pauseMs
  throw new ProviderFailure('left_alone', { retryAfterMs })
}

/** @returns the error as the asker is to see it */
async function afterError(house: House, place: Place, error: unknown): Promise<unknown> {
  if (!(error instanceof ProviderFailure)) {
    await settle(house, place, (breaker, now) => afterNothing(breaker, now))
    return error
  }
  const { kind } = error
  if (!saysDown(kind)) {
    await settle(house, place, (breaker, now) => afterAnswer(breaker, now))
    return error
  }
  const rule = {
    failuresMax: house.config.SEOGO_PROVIDER_FAILURES,
    pauseMs: house.config.SEOGO_PROVIDER_PAUSE_SECONDS * 1_000,
  }
  const after = await settle(house, place, (breaker, now) => afterFailure(breaker, { kind, now, rule }))
  return after.state === 'open' ? error.leavingAlone() : error
}

async function settle(
  house: House,
  place: Place,
  change: (breaker: Breaker, now: Date) => Breaker,
): Promise<Breaker> {
  return house.database.asSystem('remember whether a provider answered', async (tx) => {
    const now = house.clock.now()
    const known = await lockBreaker(tx, place)
    if (known === undefined) {
      const first = change(untried(now), now)
      if (await insertBreaker(tx, place, first)) return first
    }
    const before = known ?? (await lockBreaker(tx, place)) ?? untried(now)
    const after = change(before, now)
    if (isNews(before, after)) await putBreaker(tx, place, after)
    if (before.state !== after.state) tell(tx)
    return after
  })
}

function isNews(before: Breaker, after: Breaker): boolean {
  if (before.state !== after.state || before.failures !== after.failures) return true
  const [earlier, later] = [before.lastAnsweredAt, after.lastAnsweredAt]
  return (later?.getTime() ?? 0) - (earlier?.getTime() ?? 0) >= answeredEveryMs
}

/** The list of providers says who is left alone. */
function tell(tx: SystemTx): void {
  announce(tx, { administrators: true }, [{ topic: 'keys' }])
}
