import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { currentWork } from '#platform/metrics/work.ts'
import { AddressRefused, guardedLookup, hostOf, type Refuses } from './address-guard.ts'

export type GuardedRequest = {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array | undefined
  readonly signal?: AbortSignal | undefined
  readonly refuses: Refuses
}

/**
 * One HTTP request on a connection of its own that never reaches a refused address, whatever name leads there. Follows no
 * redirect and sets no time limit; the signal does.
 * @throws AddressRefused
 * @throws TypeError `fetch failed` with the cause, as Node's own fetch does, when no reply comes
 */
export function sendGuarded(url: URL, request: GuardedRequest): Promise<IncomingMessage> {
  const host = hostOf(url)
  if (isIP(host) !== 0 && request.refuses(host)) return Promise.reject(new AddressRefused(host))
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const method = request.method ?? 'GET'
  // Where it goes, and nothing of what is asked: keys stand in paths, too. Nobody outside is told of the trace.
  const span = currentWork()?.span?.begin(`${method} ${url.hostname}`, 'call', {
    'http.request.method': method,
    'server.address': url.hostname,
  })
  const sent = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method,
    headers: request.headers ?? {},
    // Requests are rare and long: a connection of its own costs nothing and is never a stale one.
    agent: false,
    lookup: guardedLookup(request.refuses),
    ...(request.signal ? { signal: request.signal } : {}),
  })
  sent.once('response', (response) => {
    const status = response.statusCode ?? 0
    span?.end({ failed: status >= 400, attributes: { 'http.response.status_code': status } })
    resolve(response)
  })
  sent.once('error', (error) => {
    span?.end({ failed: true })
    const isOurs = error instanceof AddressRefused || error.name === 'AbortError'
    reject(isOurs ? error : new TypeError('fetch failed', { cause: error }))
  })
  sent.end(request.body)
  return promise
}
