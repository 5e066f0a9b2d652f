import type { Config } from '#platform/config/config.ts'
import type { Reason, SignalKind } from '../contract.ts'

type Rule = {
  /** At so many a kind is worth 100 points, and never more than that: a lock needs two kinds, or persistence. */
  readonly threshold: number
  /** Different things are counted, not how often each came. */
  readonly differing?: true
  /** What everybody may do slows nobody down by itself: it is told, and counts with what is worse. */
  readonly harmless?: true
}

/** At so many points something is answered. */
export const alarmPoints = 100
/** Each earlier alarm of the day that slowed a person down. */
const strikePoints = 50

export function rulesOf(config: Config): Readonly<Record<SignalKind, Rule>> {
  return {
    sign_in_failures: { threshold: config.SEOGO_WATCH_SIGN_IN_FAILURES },
    accounts_tried: { threshold: config.SEOGO_WATCH_ACCOUNTS, differing: true },
    account_failures: { threshold: config.SEOGO_WATCH_ACCOUNT_FAILURES },
    wrong_passwords: { threshold: config.SEOGO_WATCH_WRONG_PASSWORDS },
    unknown_tokens: { threshold: config.SEOGO_WATCH_TOKENS },
    ended_sessions: { threshold: config.SEOGO_WATCH_ENDED_SESSIONS },
    probes: { threshold: config.SEOGO_WATCH_PROBES, differing: true },
    exports: { threshold: config.SEOGO_WATCH_EXPORTS, harmless: true },
    deletions: { threshold: config.SEOGO_WATCH_DELETIONS, harmless: true },
    new_place: { threshold: 1, harmless: true },
  }
}

const minuteMs = 60_000

/** How long something counts. Guesses at one account come slowly; a new place is new for a day. */
export function windowMsOf(config: Config, kind: SignalKind): number {
  const windowMs = config.SEOGO_WATCH_MINUTES * minuteMs
  if (kind === 'new_place') return 24 * 60 * minuteMs
  return kind === 'account_failures' ? 4 * windowMs : windowMs
}

export type Counted = { readonly kind: SignalKind; readonly total: number; readonly different: number }
export type Score = {
  readonly points: number
  readonly reasons: readonly Reason[]
  /** The points of what nobody may do. */
  readonly harmfulPoints: number
}

/** What the counters come to: up to 100 points for each kind, and 50 for each earlier strike. */
export function scoreOf(config: Config, counted: readonly Counted[], strikes: number): Score {
  const rules = rulesOf(config)
  const reasons = counted.map(({ kind, total, different }) => {
    const { threshold, differing } = rules[kind]
    const count = differing ? different : total
    return { kind, count, threshold, points: Math.min(100, Math.floor((count / threshold) * 100)) }
  })
  const points = reasons.reduce((sum, each) => sum + each.points, 0)
  const harmfulPoints = reasons.reduce((sum, each) => sum + (rules[each.kind].harmless ? 0 : each.points), 0)
  return {
    points: harmfulPoints >= alarmPoints ? points + strikes * strikePoints : points,
    reasons: reasons.filter((each) => each.points > 0).toSorted((one, other) => other.points - one.points),
    harmfulPoints,
  }
}
