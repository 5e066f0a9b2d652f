import { type AlertMetric, alertMetric } from '../../contract.ts'
import type { Rule } from './step-alert.ts'

const minutes = (count: number) => count * 60

/** The rules as they are until somebody changes them. */
export const usualRules: Readonly<Record<AlertMetric, Rule>> = {
  memory_percent: { enabled: true, raiseAt: 92, clearAt: 85, forSeconds: minutes(5) },
  // A machine that reads a hundred PDFs is busy, and well.
  cpu_percent: { enabled: true, raiseAt: 97, clearAt: 85, forSeconds: minutes(30) },
  disk_percent: { enabled: true, raiseAt: 90, clearAt: 85, forSeconds: minutes(1) },
  event_loop_ms: { enabled: true, raiseAt: 500, clearAt: 200, forSeconds: minutes(1) },
  queue_age_seconds: { enabled: true, raiseAt: 300, clearAt: 60, forSeconds: minutes(2) },
  error_percent: { enabled: true, raiseAt: 5, clearAt: 1, forSeconds: minutes(2) },
  providers_resting: { enabled: true, raiseAt: 1, clearAt: 0, forSeconds: minutes(5) },
  // A backup a day, and one that failed.
  backup_age_hours: { enabled: true, raiseAt: 50, clearAt: 26, forSeconds: 0 },
}

type RuleRow = {
  readonly metric: string
  readonly enabled: boolean
  readonly raise_at: number
  readonly clear_at: number
  readonly for_seconds: number
}

/** Every rule as it holds now. */
export function rulesOf(rows: readonly RuleRow[]) {
  return alertMetric.options.map((metric) => {
    const row = rows.find((each) => each.metric === metric)
    return {
      metric,
      isDefault: row === undefined,
      rule: row
        ? { enabled: row.enabled, raiseAt: row.raise_at, clearAt: row.clear_at, forSeconds: row.for_seconds }
        : usualRules[metric],
    }
  })
}
