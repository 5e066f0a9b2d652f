import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'

export const partHealth = z.strictObject({
  /** The part's name, e.g. `database`, `queue`, `files`. */
  part: z.string(),
  state: z.enum(['ok', 'degraded', 'down']),
  /** Figures and facts of the check; never a secret. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** What is wrong, when it is not ok: an English sentence for logs and the command line. */
  message: z.string().nullable(),
  tookMs: z.number(),
})
export type PartHealth = z.infer<typeof partHealth>

export const houseHealth = z.strictObject({
  state: z.enum(['ok', 'degraded', 'down']),
  parts: z.array(partHealth),
})
export type HouseHealth = z.infer<typeof houseHealth>

export const getHealth = endpoint({
  name: 'health.get',
  method: 'GET',
  path: '/api/health',
  access: 'health:read',
  summary: 'The state of every part.',
  reply: houseHealth,
})
