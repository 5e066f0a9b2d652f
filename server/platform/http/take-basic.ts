import type { FastifyRequest } from 'fastify'

/**
 * Reads a program's token out of Basic authentication, where it stands as the password; the name beside it counts for nothing.
 * From here on the request looks as if the token had come by itself (RFC 6750, 2.1).
 */
export function takeBasic(request: FastifyRequest): void {
  const encoded = /^Basic +([\w+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (encoded === undefined) return
  const decoded = Buffer.from(encoded, 'base64').toString('utf8')
  const password = decoded.slice(decoded.indexOf(':') + 1)
  request.headers.authorization = `Bearer ${encodeURIComponent(password)}`
}
