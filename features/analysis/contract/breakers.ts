import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { instant } from '#contract/time.ts'
import { remoteProviderId } from '#features/vault/contract.ts'
import { providerFailureKind } from './answers.ts'

/** `closed`: it is asked. `open`: it stays down and is left alone. `half_open`: one question is out, and decides. */
export const breakerState = z.enum(['closed', 'open', 'half_open'])
export type BreakerState = z.infer<typeof breakerState>

/** How one model at one address was reached of late, by all workers together. */
export const providerBreaker = z.strictObject({
  provider: remoteProviderId,
  /** Host and port of the address it is asked at. */
  host: z.string(),
  model: z.string(),
  state: breakerState,
  since: instant,
  /** So often in a row nobody answered. */
  failuresInARow: z.int().nonnegative(),
  lastError: providerFailureKind.nullable(),
  lastFailedAt: instant.nullable(),
  lastAnsweredAt: instant.nullable(),
  /** Open: when one question is let through. Half open: until when the answer to it is waited for. Closed: null. */
  nextProbeAt: instant.nullable(),
})
export type ProviderBreaker = z.infer<typeof providerBreaker>

export const listBreakers = endpoint({
  name: 'analysis.listBreakers',
  method: 'GET',
  path: '/api/providers/breakers',
  access: 'health:read',
  summary:
    'Which models answered in the last week, and which are left alone because they stay down; the latter first.',
  reply: z.strictObject({ items: z.array(providerBreaker) }),
})
