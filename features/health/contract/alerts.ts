import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { instant } from '#contract/time.ts'

/** What is held against a threshold, with the unit in which. */
export const alertMetric = z.enum([
  'memory_percent',
  'cpu_percent',
  'disk_percent',
  'event_loop_ms',
  'queue_age_seconds',
  'error_percent',
  'providers_resting',
  'backup_age_hours',
])
export type AlertMetric = z.infer<typeof alertMetric>

const threshold = z.number().min(0).max(1_000_000)

const rule = {
  enabled: z.boolean(),
  /** At this value or above. */
  raiseAt: threshold,
  /** Over when it is this or below. */
  clearAt: threshold,
  /** And stays there for so long, both ways. */
  forSeconds: z.int().min(0).max(86_400),
}

/** `rising` and `falling`: beyond a threshold, and not yet for long enough. */
export const alertPhase = z.enum(['quiet', 'rising', 'raised', 'falling'])
export type AlertPhase = z.infer<typeof alertPhase>

export const alertRule = z.strictObject({
  metric: alertMetric,
  ...rule,
  isDefault: z.boolean(),
  phase: alertPhase,
  /** As it was last measured; null when nobody could say. */
  value: z.number().nullable(),
})
export type AlertRule = z.infer<typeof alertRule>

export const healthAlert = z.strictObject({
  id: z.uuid(),
  metric: alertMetric,
  raisedAt: instant,
  /** Null while it is so. */
  resolvedAt: instant.nullable(),
  /** The threshold it passed. */
  raiseAt: z.number(),
  /** The highest value meanwhile. */
  peak: z.number(),
})

export const listAlertRules = endpoint({
  name: 'health.listAlertRules',
  method: 'GET',
  path: '/api/health/alert-rules',
  access: 'health:read',
  summary: 'What is held against which threshold, and how it stands.',
  reply: z.strictObject({ items: z.array(alertRule) }),
})

export const saveAlertRule = endpoint({
  name: 'health.saveAlertRule',
  method: 'PUT',
  path: '/api/health/alert-rules/:metric',
  access: 'health:administer',
  summary: 'Changes a rule; it counts from the next look.',
  params: z.strictObject({ metric: alertMetric }),
  body: z
    .strictObject(rule)
    .refine(({ raiseAt, clearAt }) => clearAt <= raiseAt, { path: ['clearAt'], error: 'is above raiseAt' }),
  reply: alertRule,
})

export const listAlerts = endpoint({
  name: 'health.listAlerts',
  method: 'GET',
  path: '/api/health/alerts',
  access: 'health:read',
  summary: 'Alerts, newest first.',
  query: pageQuery,
  reply: pageOf(healthAlert),
})
