import { z } from 'zod'

/** Why there are no vectors: kinds of a provider's failure, and what stands in the way here. */
export const meaningProblem = z.enum([
  'rate_limited',
  'overloaded',
  'timeout',
  'connection_lost',
  'left_alone',
  'malformed_answer',
  'invalid_key',
  'quota_exhausted',
  'refused',
  'no_such_model',
  'bad_request',
  'usage_limit_reached',
  'key_not_found',
  'provider_address_refused',
  'unexpected',
])
export type MeaningProblem = z.infer<typeof meaningProblem>
