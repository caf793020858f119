import { type LookupAddress, lookup } from 'node:dns'
import { Resolver } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, request } from 'undici'
import { isPublicAddress } from './is-public-address'

/** A document that describes a client, or its keys, is a few hundred bytes. */
const MAX_BYTES = 64 * 1_024
const MILLISECONDS = 2_500
const RESOLVE_MILLISECONDS = 1_000

interface OutsideOptions {
  /** Names of this machine or network that may be fetched from although their addresses are private. */
  privateHosts: readonly string[]
}

/**
 * A `fetch` for addresses that strangers name. It speaks https only, connects to addresses of the public internet only,
 * follows no redirect, unpacks nothing, and gives up after 2.5 s or 64 KiB. The address that is judged is the one that
 * is connected to, so a name that resolves differently the next time gains nothing.
 *
 * @see MCP 2026-07-28 Security Best Practices, Server-Side Request Forgery
 */
export function fetchOutside({ privateHosts }: OutsideOptions): (url: string, init?: RequestInit) => Promise<Response> {
  const dispatcher = new Agent({
    connect: { lookup: publicLookup(privateHosts), timeout: MILLISECONDS },
    headersTimeout: MILLISECONDS,
    bodyTimeout: MILLISECONDS,
    // Nothing is fetched twice in a row.
    pipelining: 0,
  })
  return async (url, init = {}) => {
    if (!mayConnectTo(url)) throw new Error('only public https addresses are fetched')
    const signal = AbortSignal.timeout(MILLISECONDS)
    const headers = { ...Object.fromEntries(new Headers(init.headers)), 'accept-encoding': 'identity' }
    const answer = await request(url, { method: 'GET', headers, signal, dispatcher })
    const { statusCode: status, body } = answer
    // A few bytes can unpack to more than there is memory for.
    if (answer.headers['content-encoding']) {
      body.destroy()
      throw new Error('a packed answer is not read')
    }
    return new Response(NO_BODY.includes(status) ? null : await readCapped(body), {
      status,
      headers: Object.entries(answer.headers).flatMap(([name, value]) =>
        [value ?? []].flat().map((one): [string, string] => [name, one]),
      ),
    })
  }
}

/** Whether an address is https, and names no private one. A name is judged when it has been resolved. */
export function mayConnectTo(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  // An address in the place of a name is connected to without being looked up.
  const address = hostname.replace(/^\[|\]$/g, '')
  return protocol === 'https:' && (!isIP(address) || isPublicAddress(address))
}

/** Answers that have no body. @see Fetch Standard, null body status */
const NO_BODY = [101, 103, 204, 205, 304]

async function readCapped(body: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes are not read`)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/**
 * Names are resolved without the system's resolver, which has two threads for the whole process: a stranger's name
 * server that never answers would hold up everybody's names.
 */
function publicLookup(privateHosts: readonly string[]): LookupFunction {
  return (hostname, options, callback) => {
    const answer = (addresses: LookupAddress[]) => {
      if (options.all) return callback(null, addresses)
      const [first] = addresses
      callback(null, first?.address ?? '', first?.family)
    }
    if (privateHosts.includes(hostname)) {
      lookup(hostname, { ...options, all: true }, (error, addresses) =>
        error ? callback(error, []) : answer(addresses),
      )
      return
    }
    publicAddressesOf(hostname).then(answer, (error: Error) => callback(error, []))
  }
}

/** @throws Error when there are none, or any is private */
async function publicAddressesOf(hostname: string): Promise<LookupAddress[]> {
  const resolver = new Resolver({ timeout: RESOLVE_MILLISECONDS, tries: 1 })
  const [v4, v6] = await Promise.all([resolver.resolve4(hostname).catch(none), resolver.resolve6(hostname).catch(none)])
  const addresses = [...v4.map((address) => ({ address, family: 4 })), ...v6.map((address) => ({ address, family: 6 }))]
  if (addresses.length > 0 && addresses.every(({ address }) => isPublicAddress(address))) return addresses
  throw new Error('a name without an address, or with a private one, is not fetched from')
}

function none(): string[] {
  return []
}
