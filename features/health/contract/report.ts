import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { healthFacts, healthFinding, healthPart, healthState } from '#contract/health.ts'
import { instant } from '#contract/time.ts'

export const partHealth = z.strictObject({
  part: healthPart,
  state: healthState,
  /** Since when it is in this state, as far as anybody looked; null when that is not known. */
  since: instant.nullable(),
  /** How long the look took; null when an earlier one still holds. */
  latencyMs: z.number().nullable(),
  /** What is wrong, or why the part is off: a code for the words on screen, made of the facts. */
  finding: healthFinding.nullable(),
  facts: healthFacts,
  /** What the part itself said, in its own words. */
  said: z.string().nullable(),
  isEssential: z.boolean(),
})
export type PartHealth = z.infer<typeof partHealth>

/** What everybody is told: what of their work is held up. */
export const notice = z.enum(['read_only', 'work_rests', 'files_away'])
export type Notice = z.infer<typeof notice>

export const houseHealth = z.strictObject({
  state: healthState,
  checkedAt: instant,
  notices: z.array(notice),
  /** Null for who does not look after the house. */
  parts: z.array(partHealth).nullable(),
})
export type HouseHealth = z.infer<typeof houseHealth>

export const getHealth = endpoint({
  name: 'health.get',
  method: 'GET',
  path: '/api/health',
  access: 'public',
  // While the database does not answer nobody knows who asks; that must not keep the answer.
  knowsCallerWithinMs: 150,
  summary: 'How the house is, within a second; every part of it for who looks after the house.',
  reply: houseHealth,
})
