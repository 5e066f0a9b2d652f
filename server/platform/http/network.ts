import { isIPv6 } from 'node:net'

/** The eight groups of an IPv6 address, each as hexadecimal without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...right].map((group) =>
    Number.parseInt(group, 16).toString(16),
  )
}

/**
 * The network of an address: the 256 neighbours of an IPv4 address, the /56 that a provider gives one customer of IPv6
 * (RIPE-690, 4.2). What is no address stands for itself.
 */
export function networkOf(address: string): string {
  const plain = address.split('%')[0] ?? ''
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(plain)?.[1]
  if (v4 !== undefined) return `${v4}.0/24`
  if (!isIPv6(plain) || plain.includes('.')) return address.slice(0, 60)
  const [a = '0', b = '0', c = '0', d = '0'] = groupsOf(plain)
  const subnet = (Number.parseInt(d, 16) & 0xff00).toString(16)
  return `${a}:${b}:${c}:${subnet}::/56`
}
