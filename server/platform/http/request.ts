import type { FastifyRequest } from 'fastify'
import { may, scopeReaches } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import type { Route } from './route.ts'
import type { Watched } from './watch.ts'

/** Node's header object as the web platform's. */
export function toHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

/** The request as the watch sees it. */
export function toWatched(request: FastifyRequest): Watched {
  return {
    name: request.routeOptions.config.watchedAs,
    params: request.params !== null && typeof request.params === 'object' ? { ...request.params } : {},
    body: request.body,
    get headers() {
      return toHeaders(request)
    },
    address: request.ip,
    caller: request.caller,
    notes: request.notes ?? {},
  }
}

/** @throws Problem not_signed_in | not_permitted | token_scope */
export function requireAccess(
  { caller, method }: Pick<FastifyRequest, 'caller' | 'method'>,
  access: Route['endpoint']['access'],
  isRead = method === 'GET' || method === 'HEAD',
): void {
  if (access === 'public') return
  if (!caller) throw new Problem('not_signed_in')
  if (!may(caller.role, access)) throw new Problem('not_permitted', { permission: access })
  if (caller.token && !scopeReaches(caller.token.scope, { permission: access, isRead }))
    throw new Problem('token_scope', { permission: access, scope: caller.token.scope })
}
