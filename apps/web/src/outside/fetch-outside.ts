import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, fetch } from 'undici'
import { isPublicAddress } from './is-public-address'

/** A document that describes a client, or its keys, is a few hundred bytes. */
const MAX_BYTES = 64 * 1_024
const MILLISECONDS = 2_500

interface OutsideOptions {
  /** Names of this machine or network that may be fetched from although their addresses are private. */
  privateHosts: readonly string[]
}

/**
 * A `fetch` for addresses that strangers name. It speaks https only, connects to addresses of the public internet only,
 * follows no redirect, and gives up after 2.5 s or 64 KiB. The address that is judged is the one that is connected to,
 * so a name that resolves differently the next time gains nothing.
 *
 * @see MCP 2026-07-28 Security Best Practices, Server-Side Request Forgery
 */
export function fetchOutside({ privateHosts }: OutsideOptions): (url: string, init?: RequestInit) => Promise<Response> {
  const dispatcher = new Agent({
    connect: { lookup: publicLookup(privateHosts), timeout: MILLISECONDS },
    headersTimeout: MILLISECONDS,
    bodyTimeout: MILLISECONDS,
    maxResponseSize: MAX_BYTES,
    // Nothing is fetched twice in a row.
    pipelining: 0,
  })
  return async (url, init = {}) => {
    const { protocol, hostname } = new URL(url)
    if (protocol !== 'https:') throw new Error('only https addresses are fetched')
    // An address in the place of a name is connected to without being looked up.
    const address = hostname.replace(/^\[|\]$/g, '')
    if (isIP(address) && !isPublicAddress(address)) throw new Error('a private address is not fetched')
    const signal = AbortSignal.timeout(MILLISECONDS)
    const sent = {
      method: init.method ?? 'GET',
      headers: new Headers(init.headers),
      redirect: 'manual',
      signal,
    } as const
    return (await fetch(url, { ...sent, headers: [...sent.headers], dispatcher })) as unknown as Response
  }
}

function publicLookup(privateHosts: readonly string[]): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const isAllowed = privateHosts.includes(hostname) || addresses.every(({ address }) => isPublicAddress(address))
      if (!isAllowed) return callback(new Error('a private address is not fetched'), [])
      if (options.all) return callback(null, addresses)
      const [first] = addresses
      callback(null, first?.address ?? '', first?.family)
    })
  }
}
