import type { IncomingMessage } from 'node:http'
import { pipeline, type Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { AddressRefused, hostOf, isCredentialAddress, isInsideAddress } from './address-guard.ts'
import { sendGuarded } from './guarded-request.ts'
import { limitBytes } from './limit-bytes.ts'

const redirectsMax = 5
/** What is sent to the server that was asked, and to no other that it points to. */
const privateHeaders = new Set(['authorization', 'x-api-key', 'cookie'])

export type OutsideRequest = {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly bytesMax: number
  /** The whole of it, redirects and body included. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** The address somebody configured: its own host may stand inside the house's network, and so may redirects to it. */
  readonly trustedBase?: string | undefined
}

export type OutsideReply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Where the answer came from in the end. */
  readonly url: string
}

/** More redirects than anybody needs, or one to something that is no web address. */
export class BadRedirect extends Error {
  override readonly name = 'BadRedirect'
}

/** No whole answer within the time there was. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong'
}

/**
 * Asks a server on the Internet and reads its whole answer. Redirects are followed to http and https only, and never to an
 * address inside the house's network unless that is where the configured base itself stands.
 * @throws AddressRefused | BadRedirect | TookTooLong | ReplyTooLong
 * @throws TypeError `fetch failed` when no reply comes
 */
export async function askOutside(
  address: string | URL,
  request: OutsideRequest,
): Promise<OutsideReply & { readonly body: Buffer }> {
  return await withinTime(request, async (signal) => {
    const { stream, ...reply } = await followOutside(new URL(address), { ...request, signal })
    try {
      return { ...reply, body: await buffer(stream) }
    } catch (error) {
      // A body that breaks off is a connection that broke.
      if (error instanceof Error && 'code' in error) throw new TypeError('fetch failed', { cause: error })
      throw error
    }
  })
}

/** The same for a body that is too large to hold: `take` reads the stream to its end or throws. */
export async function streamOutside<T>(
  address: string | URL,
  request: OutsideRequest,
  take: (reply: OutsideReply, stream: Readable) => Promise<T>,
): Promise<T> {
  return await withinTime(request, async (signal) => {
    const { stream, ...reply } = await followOutside(new URL(address), { ...request, signal })
    return await take(reply, stream)
  })
}

async function withinTime<T>(
  { timeoutMs, signal }: OutsideRequest,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    return await work(signal ? AbortSignal.any([signal, timeout]) : timeout)
  } catch (error) {
    signal?.throwIfAborted()
    if (timeout.aborted) throw new TookTooLong(`no whole answer within ${timeoutMs} ms`, { cause: error })
    throw error
  }
}

async function followOutside(
  first: URL,
  request: OutsideRequest & { readonly signal: AbortSignal },
): Promise<OutsideReply & { readonly stream: Readable }> {
  let url = first
  for (let hop = 0; hop <= redirectsMax; hop += 1) {
    if (url.username !== '' || url.password !== '') throw new AddressRefused(url.host)
    const reply = await sendGuarded(url, {
      method: request.method ?? 'GET',
      headers: headersFor(url, first, request.headers ?? {}),
      body: request.body,
      signal: request.signal,
      refuses: isTrusted(url, request.trustedBase) ? isCredentialAddress : isInsideAddress,
    })
    const next = redirectOf(reply, url)
    if (next === undefined) return { ...factsOf(reply, url), stream: limited(reply, request.bytesMax) }
    reply.destroy()
    url = next
  }
  throw new BadRedirect(`more than ${redirectsMax} redirects`)
}

function isTrusted(url: URL, base: string | undefined): boolean {
  return base !== undefined && new URL(base).host === url.host
}

function headersFor(url: URL, first: URL, given: Readonly<Record<string, string>>): Record<string, string> {
  const isSame = url.origin === first.origin
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => isSame || !privateHeaders.has(name.toLowerCase())),
  )
}

function redirectOf(reply: IncomingMessage, url: URL): URL | undefined {
  const { location } = reply.headers
  if (![301, 302, 303, 307, 308].includes(reply.statusCode ?? 0) || location === undefined) return undefined
  const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined
  if (next === undefined || !/^https?:$/.test(next.protocol)) {
    reply.destroy()
    throw new BadRedirect(`${hostOf(url)} redirects to what is no web address`)
  }
  return next
}

function factsOf(reply: IncomingMessage, url: URL): OutsideReply {
  return {
    status: reply.statusCode ?? 502,
    headers: Object.fromEntries(
      Object.entries(reply.headers).map(([name, value]): [string, string] => [name, String(value)]),
    ),
    url: url.href,
  }
}

function limited(reply: IncomingMessage, bytesMax: number): Readable {
  const body = limitBytes(bytesMax)
  // What breaks on either side ends both; whoever reads the body hears of it.
  pipeline(reply, body, () => undefined)
  return body
}
