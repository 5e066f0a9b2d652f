import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { event } from '#contract/event.ts'
import { usageLimitId, userId } from '#contract/ids.ts'
import { role } from '#contract/permissions.ts'
import { instant } from '#contract/time.ts'

export {
  clearFlag,
  type FlagState,
  limitFlagged,
  listFlags,
  lockFlagged,
  type UnusualKind,
  type UnusualMeasure,
  type UsageFlag,
  usageFlag,
} from './contract/flags.ts'
export {
  exportOwnUsage,
  exportRequests,
  exportUsage,
  getRequests,
  getRequestsOfAll,
  getUsage,
  getUsageOfAll,
  type RequestGrouping,
  type RequestLine,
  requestLine,
  type UsageGrouping,
  type UsageLine,
  usageGrouping,
  usageLine,
} from './contract/statistics.ts'

/** What is measured: answers of providers, tokens both ways, millionths of a dollar by list prices. */
export const meter = z.enum(['analyses', 'tokens', 'micro_usd'])
export type Meter = z.infer<typeof meter>

/** Days and months turn at midnight where the person lives; those of everybody together where the house stands. */
export const limitPeriod = z.enum(['day', 'month'])
export type LimitPeriod = z.infer<typeof limitPeriod>

const amount = z.int().min(0).max(1_000_000_000_000_000)

/** One measure of one period, and what is left of it. */
export const allowance = z.strictObject({
  /** Whose it is: the person's own, or that of everybody together. */
  appliesTo: z.enum(['person', 'house']),
  meter,
  period: limitPeriod,
  used: amount,
  /** Held back for what is asked for and not yet answered: at most so much. */
  reserved: amount,
  /** From here on it is warned of; null: never. */
  soft: amount.nullable(),
  /** Nothing is begun that would pass it; null: no limit. */
  hard: amount.nullable(),
  /** When the next period begins. */
  opensAt: instant,
})
export type Allowance = z.infer<typeof allowance>

export const getAllowances = endpoint({
  name: 'usage.getAllowances',
  method: 'GET',
  path: '/api/usage/allowances',
  access: 'account:read',
  summary:
    'What the asking person has used today and this month, and what is left by the limits that hold for them.',
  reply: z.strictObject({ timeZone: z.string(), items: z.array(allowance) }),
})

/** Whom a limit holds for: everybody together, each one with a role, or one person, instead of that of their role. */
export const limitTarget = z.discriminatedUnion('appliesTo', [
  z.strictObject({ appliesTo: z.literal('house') }),
  z.strictObject({ appliesTo: z.literal('role'), role }),
  z.strictObject({ appliesTo: z.literal('person'), userId }),
])
export type LimitTarget = z.infer<typeof limitTarget>

export const usageLimit = z.strictObject({
  id: usageLimitId,
  target: limitTarget,
  /** Who the person is, when it holds for one. */
  name: z.string().nullable(),
  meter,
  period: limitPeriod,
  soft: amount.nullable(),
  hard: amount.nullable(),
  changedAt: instant,
})
export type UsageLimit = z.infer<typeof usageLimit>

export const listLimits = endpoint({
  name: 'usage.listLimits',
  method: 'GET',
  path: '/api/admin/usage/limits',
  access: 'usage:administer',
  summary: 'All limits: of everybody together, of roles, and of single people.',
  reply: z.strictObject({ items: z.array(usageLimit) }),
})

export const putLimit = endpoint({
  name: 'usage.putLimit',
  method: 'PUT',
  path: '/api/admin/usage/limits',
  access: 'usage:administer',
  summary:
    'Sets a limit; it counts from the very next request. One of the same target, meter and period is replaced.',
  body: z
    .strictObject({
      target: limitTarget,
      meter,
      period: limitPeriod,
      soft: amount.nullable(),
      hard: amount.nullable(),
    })
    .refine(({ soft, hard }) => soft !== null || hard !== null, 'a limit warns or refuses')
    .refine(({ soft, hard }) => soft === null || hard === null || soft <= hard, 'it warns before it refuses'),
  reply: z.strictObject({ id: usageLimitId }),
})

export const removeLimit = endpoint({
  name: 'usage.removeLimit',
  method: 'DELETE',
  path: '/api/admin/usage/limits/:usageLimitId',
  access: 'usage:administer',
  summary: 'Takes a limit away.',
  params: z.strictObject({ usageLimitId }),
  reply: z.strictObject({}),
})

/** A limit from which on it is to be warned was reached, by a person or by everybody together. */
export const limitNear = event(
  'usage.limitNear',
  z.strictObject({
    appliesTo: z.enum(['person', 'house']),
    meter,
    period: limitPeriod,
    soft: amount,
    hard: amount.nullable(),
  }),
)
