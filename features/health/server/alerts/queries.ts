import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { AlertMetric, AlertPhase } from '../../contract.ts'
import type { Rule } from './step-alert.ts'

export async function listRuleRows(tx: SystemTx) {
  return tx
    .selectFrom('health_alert_rules')
    .select(['metric', 'enabled', 'raise_at', 'clear_at', 'for_seconds'])
    .execute()
}

export async function putRule(tx: SystemTx, metric: AlertMetric, rule: Rule, at: Date): Promise<void> {
  const values = {
    enabled: rule.enabled,
    raise_at: rule.raiseAt,
    clear_at: rule.clearAt,
    for_seconds: rule.forSeconds,
    changed_at: at,
  }
  await tx
    .insertInto('health_alert_rules')
    .values({ metric, ...values })
    .onConflict((conflict) => conflict.column('metric').doUpdateSet(values))
    .execute()
}

/** Where each alert stands. */
export async function listStandings(tx: SystemTx) {
  return tx
    .selectFrom('health_alert_standings')
    .select(['metric', 'phase', 'since', 'value', 'alert_id', 'raised_at'])
    .execute()
}

export type NewStanding = {
  readonly metric: AlertMetric
  readonly phase: AlertPhase
  readonly since: Date
  readonly value: number | null
  readonly alert_id: string | null
  readonly raised_at: Date | null
}

export async function putStanding(tx: SystemTx, { metric, ...values }: NewStanding): Promise<void> {
  await tx
    .insertInto('health_alert_standings')
    .values({ metric, ...values })
    .onConflict((conflict) => conflict.column('metric').doUpdateSet(values))
    .execute()
}

type Raised = {
  readonly metric: AlertMetric
  readonly raisedAt: Date
  readonly raiseAt: number
  readonly peak: number
}

export async function insertAlert(tx: SystemTx, raised: Raised): Promise<string> {
  const { metric, raisedAt, raiseAt, peak } = raised
  const { id } = await tx
    .insertInto('health_alerts')
    .values({ metric, raised_at: raisedAt, raise_at: raiseAt, peak })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

type Open = { readonly id: string; readonly raisedAt: Date }

/** The highest value so far; and that it is over. */
export async function updateAlert(
  tx: SystemTx,
  { id, raisedAt }: Open,
  { value, resolvedAt }: { readonly value: number | null; readonly resolvedAt: Date | null },
): Promise<void> {
  await tx
    .updateTable('health_alerts')
    .set({
      peak: sql<number>`greatest(peak, ${value}::float8)`,
      ...(resolvedAt ? { resolved_at: resolvedAt } : {}),
    })
    .where('id', '=', id)
    .where('raised_at', '=', raisedAt)
    .execute()
}

type Page = {
  readonly before: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

/** Alerts, newest first; `at_text` is the instant to the microsecond, for the cursor. */
export async function listAlertRows(tx: SystemTx, { before, limit }: Page) {
  let query = tx
    .selectFrom('health_alerts')
    .select([
      'id',
      'metric',
      'raised_at',
      'resolved_at',
      'raise_at',
      'peak',
      sql<string>`raised_at::text`.as('at_text'),
    ])
  if (before)
    query = query.where(sql<boolean>`(raised_at, id) < (${before.at}::timestamptz, ${before.id}::uuid)`)
  return query.orderBy('raised_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
