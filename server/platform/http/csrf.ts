import { createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Problem } from '#contract/problems.ts'
import { deriveKey } from '#platform/crypto/derive-key.ts'
import type { Secret } from '#platform/crypto/secret.ts'
import { isStateChange } from './cross-site.ts'

/**
 * The pair that browsers' HTTP libraries know by themselves (axios, Angular). The cookie needs no `__Host-`: another host
 * can put one here, but cannot sign it for our session.
 */
export const csrfCookie = 'XSRF-TOKEN'
export const csrfHeader = 'x-xsrf-token'

const nonceBytes = 16

const keys = new WeakMap<Secret, KeyObject>()

/** Derived once for each secret: it is needed at each state change. */
function keyOf(secretKey: Secret): KeyObject {
  const key = keys.get(secretKey) ?? deriveKey(secretKey, 'csrf tokens')
  keys.set(secretKey, key)
  return key
}

function signatureOf(secretKey: Secret, sessionId: string, nonce: string): Buffer {
  return createHmac('sha256', keyOf(secretKey)).update(`${sessionId} ${nonce}`).digest()
}

/** A token of this session and no other (OWASP CSRF Prevention Cheat Sheet, "Signed Double-Submit Cookie"). */
export function makeCsrfToken(secretKey: Secret, sessionId: string): string {
  const nonce = randomBytes(nonceBytes).toString('base64url')
  return `${nonce}.${signatureOf(secretKey, sessionId, nonce).toString('base64url')}`
}

/** Whether the token was made for this session. */
export function isCsrfToken(secretKey: Secret, sessionId: string, token: string): boolean {
  const [nonce = '', signature = ''] = token.split('.')
  const given = Buffer.from(signature, 'base64url')
  const wanted = signatureOf(secretKey, sessionId, nonce)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** The line that hands a token to the browser; its script reads it, so it is not `HttpOnly`. */
export function csrfCookieLine(token: string, { secure }: { readonly secure: boolean }): string {
  return `${csrfCookie}=${token}; Path=/; SameSite=Strict${secure ? '; Secure' : ''}`
}

/**
 * Refuses a state change by a session whose browser did not say the token: the page that asks could not read our cookie.
 * @throws Problem csrf_token_missing
 */
export function requireCsrfToken(request: FastifyRequest, secretKey: Secret): void {
  const { caller } = request
  if (!caller || caller.token || !isStateChange(request)) return
  const token = request.headers[csrfHeader]
  const cookie = request.cookies[csrfCookie]
  if (typeof token !== 'string' || token !== cookie || !isCsrfToken(secretKey, caller.sessionId, token))
    throw new Problem('csrf_token_missing')
}
