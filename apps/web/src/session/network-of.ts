import { isIPv6 } from 'node:net'

const IPV4_IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i
const GROUP_BITS = 16
/** What providers give one visitor: a single network, a home's, a company's. */
const IPV6_PREFIX_BITS = [64, 56, 48]

/**
 * The part of an address that a visitor cannot choose: all of an IPv4 address, the /64 of an IPv6 one. Whoever has one
 * IPv6 address has 2^64 of them.
 *
 * @see RFC 6177 §2
 */
export function networkOf(address: string): string {
  return networksOf(address)[0] ?? address
}

/**
 * The networks an address is part of that may all be one visitor's, the narrowest first: of an IPv6 address the /64,
 * the /56 and the /48; of any other its own.
 *
 * @see RFC 6177 §2: sites are given a /48 or something smaller, such as a /56
 */
export function networksOf(address: string): string[] {
  const [, ipv4] = IPV4_IN_IPV6.exec(address) ?? []
  if (ipv4) return [ipv4]
  const [plain = ''] = address.split('%')
  if (!isIPv6(plain)) return [address]
  const groups = groupsOf(plain)
  return IPV6_PREFIX_BITS.map((bits) => `${prefixOf(groups, bits)}::/${bits}`)
}

function groupsOf(address: string): number[] {
  // The URL parser writes every address in one way.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail?.split(':').filter(Boolean) ?? []
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16))
}

function prefixOf(groups: readonly number[], bits: number): string {
  return groups
    .slice(0, Math.ceil(bits / GROUP_BITS))
    .map((group, index) => {
      const others = Math.max(0, (index + 1) * GROUP_BITS - bits)
      return ((group >> others) << others).toString(16)
    })
    .join(':')
}
