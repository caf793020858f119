import { IPv6, parse, parseCIDR } from 'ipaddr.js'

/** What the internet's addresses are allocated from; the rest of IPv6 is reserved. @see RFC 4291 §2.4 */
const GLOBAL_UNICAST = parseCIDR('2000::/3')
/** Public by its number, and the host under every virtual machine of one cloud. */
const HOST_AGENTS = ['168.63.129.16']

/**
 * Whether an IP address belongs to the public internet: none of this machine, its networks, a cloud's metadata service,
 * or a way to write one of them in another form (mapped, translated, tunnelled).
 *
 * @throws Error when it is no IP address
 * @see IANA IPv4 and IPv6 Special-Purpose Address Registries
 */
export function isPublicAddress(address: string): boolean {
  const parsed = parse(address)
  if (parsed.range() !== 'unicast' || HOST_AGENTS.includes(parsed.toString())) return false
  return !(parsed instanceof IPv6) || parsed.match(GLOBAL_UNICAST as [IPv6, number])
}
