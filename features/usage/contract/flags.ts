import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { usageFlagId, userId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'

/** What may be unusual. Each has its words in both languages in `web/text.*.ts`. */
export const unusualKind = z.enum(['burst', 'night', 'errors', 'network', 'creep'])
export type UnusualKind = z.infer<typeof unusualKind>

/** What was compared: requests to the API, calls of providers, what they cost, networks of a week. */
export const unusualMeasure = z.enum([
  'requests',
  'failed_requests',
  'calls',
  'failed_calls',
  'micro_usd',
  'networks',
])
export type UnusualMeasure = z.infer<typeof unusualMeasure>

export const flagState = z.enum(['open', 'cleared', 'limited', 'locked'])
export type FlagState = z.infer<typeof flagState>

export const usageFlag = z.strictObject({
  id: usageFlagId,
  person: z.strictObject({ id: userId, name: z.string() }),
  kind: unusualKind,
  measure: unusualMeasure,
  /** The hour it was seen in: of a night or a week, the last one. */
  at: instant,
  seen: z.number(),
  /** The median of what it is compared with. */
  usual: z.number(),
  /** By how many median absolute deviations, scaled to standard deviations, it is above. */
  mads: z.number(),
  /** Who is here for less than two weeks has no rhythm yet: they are compared with others. */
  comparedWith: z.enum(['own', 'role', 'house']),
  network: z.string().nullable(),
  state: flagState,
  note: z.string().nullable(),
  decidedAt: instant.nullable(),
})
export type UsageFlag = z.infer<typeof usageFlag>

export const listFlags = endpoint({
  name: 'usage.listFlags',
  method: 'GET',
  path: '/api/admin/usage/flags',
  access: 'usage:administer',
  summary: 'What was unusual about somebody’s use, newest first: at most the last 200; or only what is open.',
  query: z.strictObject({ open: z.stringbool().optional() }),
  reply: z.strictObject({ items: z.array(usageFlag) }),
})

const note = z.string().trim().max(500).default('')
const params = z.strictObject({ usageFlagId })

export const clearFlag = endpoint({
  name: 'usage.clearFlag',
  method: 'POST',
  path: '/api/admin/usage/flags/:usageFlagId/clear',
  access: 'usage:administer',
  summary: 'Says that it is as it should be, with a note.',
  params,
  body: z.strictObject({ note }),
  reply: z.strictObject({}),
})

export const limitFlagged = endpoint({
  name: 'usage.limitFlagged',
  method: 'POST',
  path: '/api/admin/usage/flags/:usageFlagId/limit',
  access: 'usage:administer',
  summary: 'Gives the person a limit of their own: so many analyses a day.',
  params,
  body: z.strictObject({ note, analysesPerDay: z.int().min(0).max(1_000_000) }),
  reply: z.strictObject({}),
})

export const lockFlagged = endpoint({
  name: 'usage.lockFlagged',
  method: 'POST',
  path: '/api/admin/usage/flags/:usageFlagId/lock',
  access: 'people:manage',
  summary: 'Locks the account for a day: its sessions end. Asks for the password again.',
  params,
  body: z.strictObject({ note }),
  reply: z.strictObject({}),
})
