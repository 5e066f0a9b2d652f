import { pipeline, Readable } from 'node:stream'
import { Problem } from '#contract/problems.ts'
import { AddressRefused, isCredentialAddress } from '#platform/http-client/address-guard.ts'
import { sendGuarded } from '#platform/http-client/guarded-request.ts'
import { limitBytes } from '#platform/http-client/limit-bytes.ts'

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

async function send(url: URL, init: RequestInit | undefined) {
  try {
    return await sendGuarded(url, {
      method: init?.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: typeof init?.body === 'string' ? init.body : undefined,
      signal: init?.signal ?? undefined,
      refuses: isCredentialAddress,
    })
  } catch (error) {
    if (error instanceof AddressRefused) throw new Problem('provider_address_refused', { host: error.host })
    throw error
  }
}
