import { z } from 'zod'
import { healthFacts, healthFinding, healthPart, healthState } from '#contract/health.ts'
import { instant } from '#contract/time.ts'
import { alertMetric } from '#features/health/contract.ts'
import { settingName } from '#features/settings/contract.ts'
import { limitPeriod, meter, usageFlag } from '#features/usage/contract.ts'
import { securityEvent } from '#features/watch/contract.ts'

/** `alarm`: something is broken or somebody is kept out; `care`: it can wait till it is convenient. */
const severity = z.enum(['alarm', 'care'])

/** Says what an item is about, the same each time: what was seen is known by it. */
export const attentionKey = z.string().min(1).max(200)

const base = {
  key: attentionKey,
  severity,
  /** When it happened last; null of what has no time. Seen by somebody, it is shown again when it happens anew. */
  at: instant.nullable(),
}

/** Something that wants somebody who looks after the house, with all that its sentence and its action need. */
export const attentionItem = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('jobs_failed'),
    ...base,
    jobKind: z.string(),
    errorCode: z.string(),
    count: z.int(),
  }),
  z.strictObject({
    kind: z.literal('queue_paused'),
    ...base,
    queue: z.string(),
    waiting: z.int(),
  }),
  z.strictObject({
    kind: z.literal('alert_raised'),
    ...base,
    metric: alertMetric,
    raiseAt: z.number(),
    value: z.number().nullable(),
  }),
  z.strictObject({
    kind: z.literal('part_unwell'),
    ...base,
    part: healthPart,
    state: healthState,
    finding: healthFinding.nullable(),
    facts: healthFacts,
  }),
  z.strictObject({
    kind: z.literal('backup_unproven'),
    ...base,
    finding: healthFinding.nullable(),
    facts: healthFacts,
  }),
  z.strictObject({
    kind: z.literal('settings_wait'),
    ...base,
    /** Saved on the screen, and in force only after a restart. */
    names: z.array(settingName).min(1),
  }),
  z.strictObject({ kind: z.literal('suspicion'), ...base, event: securityEvent }),
  z.strictObject({ kind: z.literal('unusual_use'), ...base, flag: usageFlag }),
  z.strictObject({
    kind: z.literal('limit_reached'),
    ...base,
    meter,
    period: limitPeriod,
    used: z.int(),
    most: z.int(),
    /** True: nothing more is begun; false: it is warned of. */
    refuses: z.boolean(),
    opensAt: instant,
  }),
])
export type AttentionItem = z.infer<typeof attentionItem>
