import { isIP } from 'node:net'
import { Problem } from '#contract/problems.ts'
import { hostOf, isCredentialAddress } from '#platform/http-client/address-guard.ts'

/**
 * Checks what can be seen of an address without asking the network; the name's own addresses are checked when it is
 * connected to. Loopback and private networks are allowed: that is where one's own Ollama or vLLM runs.
 * @throws Problem provider_address_refused
 */
export function requireAllowedAddress(baseUrl: string): void {
  const url = new URL(baseUrl)
  const host = hostOf(url)
  if (url.username !== '' || url.password !== '')
    throw new Problem('provider_address_refused', { reason: 'credentials' })
  if (isIP(host) !== 0 && isCredentialAddress(host))
    throw new Problem('provider_address_refused', { reason: 'address', address: host })
}
