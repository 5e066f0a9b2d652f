import { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import { cursorInstant, fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { record } from '#features/audit/server/audit.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type AlertMetric, type AlertRule, alertPhase, healthAlert, type listAlerts } from '../../contract.ts'
import { listAlertRows, listRuleRows, listStandings, putRule } from './queries.ts'
import { rulesOf } from './rules.ts'
import type { Rule } from './step-alert.ts'

async function rulesIn(tx: SystemTx): Promise<AlertRule[]> {
  const standings = await listStandings(tx)
  return rulesOf(await listRuleRows(tx)).map(({ metric, isDefault, rule }) => {
    const standing = standings.find((each) => each.metric === metric)
    const phase = alertPhase.parse(standing?.phase ?? 'quiet')
    return { metric, isDefault, ...rule, phase, value: standing?.value ?? null }
  })
}

/** Every rule, and how what it watches stands. */
export async function readRules(house: House): Promise<AlertRule[]> {
  return house.database.asSystem('the rules of alerts', (tx) => rulesIn(tx))
}

/** Changes a rule, and leaves a trace of it. @param by who; null for the command line */
export async function saveRule(
  house: House,
  metric: AlertMetric,
  { rule, by }: { readonly rule: Rule; readonly by: UserId | null },
): Promise<AlertRule> {
  const rules = await house.database.asSystem('a rule of alerts is changed', async (tx) => {
    await putRule(tx, metric, rule, house.clock.now())
    await record(tx, {
      act: 'alert_rule_set',
      by,
      userId: null,
      facts: {
        metric,
        raiseAt: rule.raiseAt,
        clearAt: rule.clearAt,
        seconds: rule.forSeconds,
        enabled: rule.enabled,
      },
    })
    announce(tx, { administrators: true }, [{ topic: 'health' }])
    return await rulesIn(tx)
  })
  const saved = rules.find((each) => each.metric === metric)
  if (!saved) throw new Error('every metric has a rule')
  return saved
}

const position = z.tuple([cursorInstant, z.uuid()])

/** A page of alerts, newest first. @throws Problem bad_request for a cursor that is none */
export async function readAlerts(house: House, { cursor, limit }: z.output<typeof listAlerts.query>) {
  const after = cursor === undefined ? undefined : fromCursor(cursor, position)
  if (cursor !== undefined && !after) throw new Problem('bad_request', { field: 'cursor' })
  const before = after && { at: after[0], id: after[1] }
  const rows = await house.database.asSystem('alerts are read', (tx) =>
    listAlertRows(tx, { before, limit: limit + 1 }),
  )
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: page.map((row) =>
      healthAlert.parse({
        id: row.id,
        metric: row.metric,
        raisedAt: toInstant(row.raised_at),
        resolvedAt: row.resolved_at && toInstant(row.resolved_at),
        raiseAt: row.raise_at,
        peak: row.peak,
      }),
    ),
    next: last ? toCursor([last.at_text, last.id]) : null,
  }
}
