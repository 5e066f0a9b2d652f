import { notifyAdministrators } from '#features/notifications/server/notifications.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import { type AlertMetric, healthSentences } from '../../contract.ts'
import { insertAlert, listRuleRows, listStandings, putStanding, updateAlert } from './queries.ts'
import type { Readings } from './readings.ts'
import { rulesOf } from './rules.ts'
import { type Standing, stepAlert } from './step-alert.ts'

const anySubject = '00000000-0000-7000-8000-000000000000'

/**
 * Holds every reading against its rule, in the transaction of whoever has the turn to look: the rows say where each alert
 * stands, so that another process goes on from there, and none is raised twice.
 */
export async function watchAlerts(tx: SystemTx, readings: Readings, now: Date): Promise<void> {
  const standings = await listStandings(tx)
  let isNews = false
  for (const { metric, rule } of rulesOf(await listRuleRows(tx))) {
    const row = standings.find((each) => each.metric === metric)
    const before: Standing = row ?? { phase: 'quiet', since: now }
    const value = readings[metric]
    const { turned, phase, since } = stepAlert(rule, before, value, now)
    let open = row?.alert_id && row.raised_at ? { id: row.alert_id, raisedAt: row.raised_at } : null
    if (turned === 'raised') {
      const raised = { metric, raisedAt: now, raiseAt: rule.raiseAt, peak: value ?? rule.raiseAt }
      open = { id: await insertAlert(tx, raised), raisedAt: now }
    } else if (open) await updateAlert(tx, open, { value, resolvedAt: turned === 'resolved' ? now : null })
    if (turned) await tellAlert(tx, { metric, turned, value, raiseAt: rule.raiseAt, id: open?.id })
    if (turned === 'resolved') open = null
    isNews ||= turned !== null || phase !== row?.phase
    await putStanding(tx, {
      metric,
      phase,
      since,
      value,
      alert_id: open?.id ?? null,
      raised_at: open?.raisedAt ?? null,
    })
  }
  if (isNews) announce(tx, { administrators: true }, [{ topic: 'health' }])
}

type Told = {
  readonly metric: AlertMetric
  readonly turned: 'raised' | 'resolved'
  readonly value: number | null
  readonly raiseAt: number
  readonly id: string | undefined
}

async function tellAlert(tx: SystemTx, { metric, turned, value, raiseAt, id }: Told): Promise<void> {
  const { en, ko } = healthSentences
  await notifyAdministrators(tx, {
    type: 'threshold_alert',
    subject: { kind: 'health', id: id ?? anySubject, title: en.metrics[metric] },
    facts: { state: turned, metric, value, threshold: raiseAt, nameKo: ko.metrics[metric] },
  })
}
