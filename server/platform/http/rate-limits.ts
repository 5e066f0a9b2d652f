import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import { networkOf } from './network.ts'
import { openRateCounters, windowMs } from './rate-counters.ts'

type Policy = {
  readonly name: 'person' | 'token' | 'network'
  readonly subject: string
  readonly quota: number
}

/** Whose quota a request is counted on: a program's, a person's, or of strangers their network's. */
function policyOf({ caller, ip }: FastifyRequest, config: House['config']): Policy {
  if (caller?.token)
    return { name: 'token', subject: `token:${caller.sessionId}`, quota: config.SEOGO_RATE_TOKEN }
  if (caller) return { name: 'person', subject: `person:${caller.userId}`, quota: config.SEOGO_RATE_PERSON }
  return { name: 'network', subject: `network:${networkOf(ip)}`, quota: config.SEOGO_RATE_NETWORK }
}

/** What stands in the answer, so that programs can hold themselves back (draft-ietf-httpapi-ratelimit-headers-10). */
function tell(reply: FastifyReply, { name, quota }: Policy, left: number, resetSeconds: number): void {
  reply.header('ratelimit-policy', `"${name}";q=${quota};w=${windowMs / 1_000}`)
  reply.header('ratelimit', `"${name}";r=${left};t=${resetSeconds}`)
}

/**
 * Limits how often somebody asks the API within a minute, over all processes together. Called once who asks is known.
 * @returns what throws Problem too_many_requests with `retryAfterSeconds`
 */
export function limitRates(app: FastifyInstance, house: House) {
  const counters = openRateCounters(house)
  app.addHook('onClose', () => counters.close())
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const policy = policyOf(request, house.config)
    if (policy.quota === 0) return
    const nowMs = house.clock.now().getTime()
    const count = counters.add(policy.subject, nowMs)
    const resetSeconds = Math.ceil((windowMs - (nowMs % windowMs)) / 1_000)
    tell(reply, policy, Math.max(0, policy.quota - count), resetSeconds)
    if (count > policy.quota)
      throw new Problem('too_many_requests', { retryAfterSeconds: resetSeconds, limit: policy.name })
  }
}
