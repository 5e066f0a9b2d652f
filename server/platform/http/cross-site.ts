import type { FastifyRequest } from 'fastify'
import { Problem } from '#contract/problems.ts'
import type { Config } from '#platform/config/config.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** @returns the origins a browser may come from: the public address, and the address the request itself was sent to. */
export function isOwnOrigin(origin: string, host: string | undefined, config: Config): boolean {
  if (config.SEOGO_PUBLIC_URL && new URL(config.SEOGO_PUBLIC_URL).origin === origin) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/** Whether the method may change something (RFC 9110, 9.2.1: the others are safe). */
export function isStateChange({ method }: FastifyRequest): boolean {
  return !safeMethods.has(method)
}

/**
 * Refuses a state change that another site started: by Fetch Metadata where the browser sends it, by Origin otherwise
 * (OWASP Cross-Site Request Forgery Prevention Cheat Sheet). Programs without either header carry no cookie by themselves.
 * @throws Problem cross_site_request
 */
export function refuseCrossSite(request: FastifyRequest, config: Config): void {
  const upgrading = request.headers.upgrade?.toLowerCase() === 'websocket'
  if (!isStateChange(request) && !upgrading) return
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (origin !== undefined && !isOwnOrigin(origin, host, config)) throw new Problem('cross_site_request')
  if (origin === undefined && (site === 'cross-site' || site === 'same-site'))
    throw new Problem('cross_site_request')
  // A browser always names its origin here, and can send no token: who sends one is a program.
  if (origin === undefined && upgrading && request.headers.authorization === undefined)
    throw new Problem('cross_site_request')
}
