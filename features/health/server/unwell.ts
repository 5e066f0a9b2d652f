import {
  type HealthFacts,
  type HealthFinding,
  type HealthPart,
  type HealthState,
  healthFacts,
  healthFinding,
  healthPart,
  healthState,
} from '#contract/health.ts'
import { type Instant, toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import { type AlertMetric, alertMetric } from '../contract.ts'
import { listRuleRows, listStandings } from './alerts/queries.ts'
import { rulesOf } from './alerts/rules.ts'
import { listStates, type StateRow } from './queries.ts'

export type UnwellPart = {
  readonly part: HealthPart
  readonly state: HealthState
  readonly finding: HealthFinding | null
  readonly facts: HealthFacts
  readonly since: Instant
}

export type RaisedAlert = {
  readonly metric: AlertMetric
  readonly raisedAt: Instant
  readonly raiseAt: number
  /** As it was last measured; null when nobody could say. */
  readonly value: number | null
}

type Standing = Awaited<ReturnType<typeof listStandings>>[number]

function toPart({ part, state, finding, facts, since }: StateRow): UnwellPart[] {
  const known = healthPart.safeParse(part)
  // A part of an earlier version is nobody's concern any more.
  if (!known.success) return []
  return [
    {
      part: known.data,
      state: healthState.parse(state),
      finding: healthFinding.safeParse(finding).data ?? null,
      facts: healthFacts.parse(facts),
      since: toInstant(since),
    },
  ]
}

function toAlert({ metric, raised_at, value }: Standing, rules: ReturnType<typeof rulesOf>): RaisedAlert[] {
  const known = alertMetric.safeParse(metric)
  const rule = rules.find((each) => each.metric === metric)?.rule
  if (!known.success || raised_at === null || rule?.enabled !== true) return []
  return [{ metric: known.data, raisedAt: toInstant(raised_at), raiseAt: rule.raiseAt, value }]
}

/** How each part was when it was last looked at by a worker, and the alerts that are raised: read, and nothing looked at anew. */
export async function readStandings(house: House) {
  return await house.database.asSystem('how the house stands', async (tx) => {
    const rules = rulesOf(await listRuleRows(tx))
    return {
      parts: (await listStates(tx)).flatMap(toPart),
      alerts: (await listStandings(tx)).flatMap((standing) => toAlert(standing, rules)),
    }
  })
}
