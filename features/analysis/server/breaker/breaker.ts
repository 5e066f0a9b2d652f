import type { BreakerState, ProviderFailureKind } from '../../contract.ts'

/** How one model at one address was reached of late. */
export type Breaker = {
  readonly state: BreakerState
  readonly since: Date
  /** In a row. */
  readonly failures: number
  /** So often opened without an answer in between. */
  readonly openings: number
  /** Open: when one question is let through. Half open: until when its answer is waited for. Closed: null. */
  readonly nextProbeAt: Date | null
  readonly lastError: string | null
  readonly lastFailedAt: Date | null
  readonly lastAnsweredAt: Date | null
}

export type BreakerRule = {
  /** So many failures in a row, of whatever questions, and it is left alone. */
  readonly failuresMax: number
  /** For so long at first; twice as long each time nobody answers after that. */
  readonly pauseMs: number
}

/** Longest time a provider is left alone before one question is let through. */
const longestPauseMs = 300_000
/** Failures further apart say nothing about each other. */
const rowMs = 600_000

/** Failures that say that nobody there answers, whoever asks whatever. */
const down: ReadonlySet<ProviderFailureKind> = new Set(['overloaded', 'timeout', 'connection_lost'])

export const saysDown = (kind: ProviderFailureKind): boolean => down.has(kind)

export const untried = (now: Date): Breaker => ({
  state: 'closed',
  since: now,
  failures: 0,
  openings: 0,
  nextProbeAt: null,
  lastError: null,
  lastFailedAt: null,
  lastAnsweredAt: null,
})

/** Whatever it was: somebody answered. */
export function afterAnswer(breaker: Breaker, now: Date): Breaker {
  const since = breaker.state === 'closed' ? breaker.since : now
  return {
    ...breaker,
    state: 'closed',
    since,
    failures: 0,
    openings: 0,
    nextProbeAt: null,
    lastAnsweredAt: now,
  }
}

/** Nobody answered. Of questions that were out already when it opened, the failures change nothing. */
export function afterFailure(
  breaker: Breaker,
  { kind, now, rule }: { kind: ProviderFailureKind; now: Date; rule: BreakerRule },
): Breaker {
  const isInARow = breaker.lastFailedAt !== null && now.getTime() - breaker.lastFailedAt.getTime() < rowMs
  const failures = breaker.state === 'closed' && !isInARow ? 1 : breaker.failures + 1
  const failed = { ...breaker, failures, lastError: kind, lastFailedAt: now }
  const opens = breaker.state === 'half_open' || (breaker.state === 'closed' && failures >= rule.failuresMax)
  if (!opens) return failed
  const pauseMs = Math.min(longestPauseMs, rule.pauseMs * 2 ** Math.min(breaker.openings, 20))
  return {
    ...failed,
    state: 'open',
    // A probe that failed tells nothing new: it has been left alone since it opened.
    since: breaker.state === 'half_open' ? breaker.since : now,
    openings: breaker.openings + 1,
    nextProbeAt: new Date(now.getTime() + pauseMs),
  }
}

/** The one question that was let through ended without saying anything about the provider: another one may go. */
export function afterNothing(breaker: Breaker, now: Date): Breaker {
  return breaker.state === 'half_open' ? { ...breaker, state: 'open', nextProbeAt: now } : breaker
}
