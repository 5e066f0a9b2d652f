import type { FastifyRequest } from 'fastify'
import { may, scopeReaches } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import type { Route } from './route.ts'

/** Node's header object as the web platform's. */
export function toHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

/** @throws Problem not_signed_in | not_permitted | token_scope */
export function requireAccess(
  { caller, method }: Pick<FastifyRequest, 'caller' | 'method'>,
  access: Route['endpoint']['access'],
): void {
  if (access === 'public') return
  if (!caller) throw new Problem('not_signed_in')
  if (!may(caller.role, access)) throw new Problem('not_permitted', { permission: access })
  const isRead = method === 'GET' || method === 'HEAD'
  if (caller.token && !scopeReaches(caller.token.scope, { permission: access, isRead }))
    throw new Problem('token_scope', { permission: access, scope: caller.token.scope })
}
