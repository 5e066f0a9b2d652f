import { BlockList, isIP } from 'node:net'
import { Problem } from '#contract/problems.ts'

/**
 * Addresses no model server has, but from which a machine in a data centre hands out its own credentials. Loopback and
 * private networks are allowed: that is where one's own Ollama or vLLM runs.
 */
const refused = new BlockList()
refused.addSubnet('0.0.0.0', 8, 'ipv4')
refused.addSubnet('169.254.0.0', 16, 'ipv4')
refused.addSubnet('224.0.0.0', 3, 'ipv4')
refused.addSubnet('fe80::', 10, 'ipv6')
refused.addSubnet('ff00::', 8, 'ipv6')
refused.addAddress('::', 'ipv6')
// AWS' metadata service over IPv6.
refused.addAddress('fd00:ec2::254', 'ipv6')

/** Whether requests to this IP address are refused; IPv4 in IPv6 clothes is recognised. */
export function isRefusedAddress(address: string): boolean {
  const family = isIP(address)
  return family === 0 || refused.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/**
 * Checks what can be seen of an address without asking the network; the name's own addresses are checked when it is
 * connected to.
 * @throws Problem provider_address_refused
 */
export function requireAllowedAddress(baseUrl: string): void {
  const url = new URL(baseUrl)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (url.username !== '' || url.password !== '')
    throw new Problem('provider_address_refused', { reason: 'credentials' })
  if (isIP(host) !== 0 && isRefusedAddress(host))
    throw new Problem('provider_address_refused', { reason: 'address', address: host })
}
