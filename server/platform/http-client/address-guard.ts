import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Whether an IP address may not be connected to. */
export type Refuses = (address: string) => boolean

/** A request would have gone where it may not go. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
  readonly host: string

  constructor(host: string) {
    super(`requests to ${host} are refused`)
    this.host = host
  }
}

/** Addresses nobody offers a service on, but from which a machine in a data centre hands out its own credentials. */
const credentials = new BlockList()
credentials.addSubnet('0.0.0.0', 8, 'ipv4')
credentials.addSubnet('169.254.0.0', 16, 'ipv4')
credentials.addSubnet('224.0.0.0', 3, 'ipv4')
credentials.addSubnet('fe80::', 10, 'ipv6')
credentials.addSubnet('ff00::', 8, 'ipv6')
credentials.addAddress('::', 'ipv6')
// AWS' metadata service over IPv6.
credentials.addAddress('fd00:ec2::254', 'ipv6')

/** What is not the public Internet: loopback, private and carriers' networks (RFC 1918, 6598, 4193, 2544). */
const inside = new BlockList()
inside.addSubnet('127.0.0.0', 8, 'ipv4')
inside.addSubnet('10.0.0.0', 8, 'ipv4')
inside.addSubnet('172.16.0.0', 12, 'ipv4')
inside.addSubnet('192.168.0.0', 16, 'ipv4')
inside.addSubnet('100.64.0.0', 10, 'ipv4')
inside.addSubnet('198.18.0.0', 15, 'ipv4')
inside.addSubnet('192.0.0.0', 24, 'ipv4')
inside.addAddress('::1', 'ipv6')
inside.addSubnet('fc00::', 7, 'ipv6')
// NAT64: the IPv4 address inside it may be any of the above.
inside.addSubnet('64:ff9b::', 96, 'ipv6')

/** Addresses that hand out a machine's credentials; also what is no address. IPv4 in IPv6 clothes is recognised. */
export const isCredentialAddress: Refuses = (address) => holds(credentials, address)

/** Addresses that are not the public Internet, and {@link isCredentialAddress}. */
export const isInsideAddress: Refuses = (address) => isCredentialAddress(address) || holds(inside, address)

function holds(list: BlockList, address: string): boolean {
  const family = isIP(address)
  return family === 0 || list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** The host of an address without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/** Looks a name up and refuses it when one of its addresses is refused; what was checked is what is connected to. */
export function guardedLookup(refuses: Refuses): LookupFunction {
  return (hostname, options, callback) => {
    const all: LookupAllOptions = { ...options, family: toFamily(options.family), all: true }
    lookup(hostname, all, (error, addresses: LookupAddress[]) => {
      const first = addresses?.[0]
      if (error !== null || first === undefined) return callback(error, '', 4)
      if (addresses.some(({ address }) => refuses(address)))
        return callback(new AddressRefused(hostname), '', 4)
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

function toFamily(family: number | 'IPv4' | 'IPv6' | undefined): number {
  if (family === 'IPv4') return 4
  return family === 'IPv6' ? 6 : (family ?? 0)
}
