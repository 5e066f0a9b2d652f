import type { FastifyInstance } from 'fastify'
import type { CallOf, EndpointShape, ReplyOf } from '#contract/endpoint.ts'
import { clientOf, pathOf, replyOf } from './person.ts'

/** A browser that takes the cookies it is handed, as a real one does. */
export function browserOf(app: FastifyInstance, held = '') {
  const jar = new Map(
    held
      .split('; ')
      .filter(Boolean)
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    cookie,
    /** Asks an endpoint. @throws Refused */
    async call<E extends EndpointShape>(endpoint: E, call: CallOf<E>): Promise<ReplyOf<E>> {
      const { request } = clientOf({ app, cookie: cookie() })
      const sent = call.body === undefined ? {} : { body: call.body }
      const answer = await request(endpoint.method, pathOf(endpoint, call), sent)
      for (const { name, value } of answer.cookies) jar.set(name, encodeURIComponent(value))
      return replyOf(endpoint, answer.statusCode, answer.body)
    },
  }
}
