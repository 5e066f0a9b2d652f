import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { healthFacts, healthFinding, healthPart, healthState } from '#contract/health.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { instant } from '#contract/time.ts'

export const healthChange = z.strictObject({
  id: z.uuid(),
  at: instant,
  part: healthPart,
  state: healthState,
  finding: healthFinding.nullable(),
  facts: healthFacts,
})

export const listHealthChanges = endpoint({
  name: 'health.listChanges',
  method: 'GET',
  path: '/api/health/changes',
  access: 'health:read',
  summary: 'When parts of the house failed, and came back, newest first.',
  query: z.strictObject({ ...pageQuery.shape, part: healthPart.optional() }),
  reply: pageOf(healthChange),
})
