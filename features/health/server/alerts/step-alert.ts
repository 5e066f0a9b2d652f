import type { AlertPhase } from '../../contract.ts'

export type Rule = {
  readonly enabled: boolean
  readonly raiseAt: number
  readonly clearAt: number
  readonly forSeconds: number
}

/** Where an alert stands, and since when. */
export type Standing = { readonly phase: AlertPhase; readonly since: Date }

export type Step = Standing & {
  /** What everybody hears of, once each. */
  readonly turned: 'raised' | 'resolved' | null
}

/**
 * One look at a value: an alert is raised when it was at its threshold or above for so long, kept while it is, and resolved
 * when it was at the lower threshold or below for so long. Between the two nothing changes, so that a value that swings
 * around one threshold is told once. What nobody could measure changes nothing.
 */
export function stepAlert(rule: Rule, standing: Standing, value: number | null, now: Date): Step {
  const { phase, since } = standing
  const isUp = phase === 'raised' || phase === 'falling'
  if (!rule.enabled) return { phase: 'quiet', since: isUp ? now : since, turned: isUp ? 'resolved' : null }
  if (value === null) return { ...standing, turned: null }
  const isBeyond = isUp ? value <= rule.clearAt : value >= rule.raiseAt
  if (!isBeyond) return settle(standing, isUp ? 'raised' : 'quiet', now)
  const isWaiting = phase === 'rising' || phase === 'falling'
  const begunAt = isWaiting ? since : now
  if (now.getTime() - begunAt.getTime() < rule.forSeconds * 1_000)
    return { phase: isUp ? 'falling' : 'rising', since: begunAt, turned: null }
  return isUp
    ? { phase: 'quiet', since: now, turned: 'resolved' }
    : { phase: 'raised', since: now, turned: 'raised' }
}

function settle({ phase, since }: Standing, to: AlertPhase, now: Date): Step {
  return { phase: to, since: phase === to ? since : now, turned: null }
}
