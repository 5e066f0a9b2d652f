import type { FastifyRequest } from 'fastify'
import { may } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import type { Caller, Route } from './route.ts'

/** Node's header object as the web platform's. */
export function toHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

/** @throws Problem not_signed_in | not_permitted */
export function requireAccess(caller: Caller | undefined, access: Route['endpoint']['access']): void {
  if (access === 'public') return
  if (!caller) throw new Problem('not_signed_in')
  if (!may(caller.role, access)) throw new Problem('not_permitted', { permission: access })
}
