import type { IncomingMessage } from 'node:http'
import { Problem } from '#contract/problems.ts'
import type { Secret } from '#platform/crypto/secret.ts'
import { AddressRefused, isCredentialAddress } from '#platform/http-client/address-guard.ts'
import { sendGuarded } from '#platform/http-client/guarded-request.ts'
import type { RemoteProviderId } from '../contract.ts'

type Checked = {
  readonly provider: RemoteProviderId
  readonly baseUrl: string
  readonly key: Secret | undefined
}

// A person waits for it.
const timeoutMs = 8_000

/**
 * Shows a key to its provider by asking for the list of models, which costs nothing.
 *
 * @returns whether the provider accepted it; false when it could not be asked (nobody there, overloaded, no such list)
 * @throws Problem provider_key_refused | provider_address_refused
 */
export async function checkKey({ provider, baseUrl, key }: Checked): Promise<boolean> {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/models`)
  const status = await statusOf(url, key === undefined ? {} : keyHeaders[provider](key.reveal()))
  // Gemini and xAI answer a wrong key with 400, and there is nothing else in this request to dislike.
  const refuses = status === 401 || status === 403 || (status === 400 && provider !== 'openai-compatible')
  if (refuses) throw new Problem('provider_key_refused', { status })
  return status !== undefined && status >= 200 && status < 300
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const keyHeaders: Readonly<Record<RemoteProviderId, (key: string) => Record<string, string>>> = {
  openai: bearer,
  xai: bearer,
  'openai-compatible': bearer,
  anthropic: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
  gemini: (key) => ({ 'x-goog-api-key': key }),
}

async function statusOf(url: URL, headers: Record<string, string>): Promise<number | undefined> {
  let reply: IncomingMessage
  try {
    reply = await sendGuarded(url, {
      headers: { accept: 'application/json', ...headers },
      signal: AbortSignal.timeout(timeoutMs),
      refuses: isCredentialAddress,
    })
  } catch (error) {
    if (error instanceof AddressRefused) throw new Problem('provider_address_refused', { host: error.host })
    // No reply: it is saved unchecked, and said so.
    if (error instanceof TypeError || (error instanceof Error && error.name === 'AbortError'))
      return undefined
    throw error
  }
  reply.destroy()
  return reply.statusCode
}
