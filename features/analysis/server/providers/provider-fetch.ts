import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { pipeline, Readable } from 'node:stream'
import { Problem } from '#contract/problems.ts'
import { isRefusedAddress } from '#features/vault/server/vault.ts'
import { limitBytes } from './limit-bytes.ts'

export type Fetch = typeof globalThis.fetch

/**
 * A fetch for addresses a user typed in, as far as the AI SDK needs one. Unlike Node's own it asks no address that hands
 * out the machine's credentials, whatever name leads there; follows no redirect; waits as long as the signal lets it
 * (Node's gives up after 300 s without headers, in which a model on a slow machine is still thinking); and cuts off a
 * reply that is longer than any answer.
 *
 * @throws Problem provider_address_refused
 * @throws TypeError `fetch failed` with the cause, as Node's own does, when no reply comes
 */
export function openProviderFetch({ replyBytesMax }: { readonly replyBytesMax: number }): Fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) !== 0 && isRefusedAddress(host)) throw new Problem('provider_address_refused')
    const reply = await send(url, init)
    const body = limitBytes(replyBytesMax)
    // What breaks on either side ends both; whoever reads the body hears of it.
    pipeline(reply, body, () => undefined)
    return new Response(Readable.toWeb(body), {
      status: reply.statusCode ?? 502,
      headers: new Headers(
        Object.entries(reply.headers).map(([name, value]): [string, string] => [name, String(value)]),
      ),
    })
  }
}

function send(url: URL, init: RequestInit | undefined): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: init?.method ?? 'GET',
    headers: Object.fromEntries(new Headers(init?.headers)),
    // One question is asked in many seconds: a connection of its own costs nothing and is never a stale one.
    agent: false,
    lookup: guardedLookup,
    ...(init?.signal ? { signal: init.signal } : {}),
  })
  request.once('response', resolve)
  request.once('error', (error) => {
    const isOurs = error instanceof Problem || error.name === 'AbortError'
    reject(isOurs ? error : new TypeError('fetch failed', { cause: error }))
  })
  request.end(typeof init?.body === 'string' ? init.body : undefined)
  return promise
}

/** Looks a name up and refuses it when one of its addresses is refused; what was checked is what is connected to. */
const guardedLookup: LookupFunction = (hostname, options, callback) => {
  const all: LookupAllOptions = { ...options, family: toFamily(options.family), all: true }
  lookup(hostname, all, (error, addresses: LookupAddress[]) => {
    const first = addresses?.[0]
    if (error !== null || first === undefined) return callback(error, '', 4)
    if (addresses.some(({ address }) => isRefusedAddress(address)))
      return callback(new Problem('provider_address_refused', { host: hostname }), '', 4)
    if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

function toFamily(family: number | 'IPv4' | 'IPv6' | undefined): number {
  if (family === 'IPv4') return 4
  return family === 'IPv6' ? 6 : (family ?? 0)
}
