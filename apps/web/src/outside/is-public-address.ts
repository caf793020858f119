import { parse } from 'ipaddr.js'

/**
 * Whether an IP address belongs to the public internet: none of this machine, its networks, a cloud's metadata service,
 * or a way to write one of them in another form (mapped, translated, tunnelled).
 *
 * @throws Error when it is no IP address
 * @see IANA IPv4 and IPv6 Special-Purpose Address Registries
 */
export function isPublicAddress(address: string): boolean {
  return parse(address).range() === 'unicast'
}
