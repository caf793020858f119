import { type LookupAddress, lookup } from 'node:dns'
import { Resolver } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { Agent, request } from 'undici'
import { isPublicAddress } from './is-public-address'

/** A document that describes a client, or its keys, is a few hundred bytes. */
const MAX_BYTES = 64 * 1_024
const MILLISECONDS = 2_500
const RESOLVE_MILLISECONDS = 1_000

export type OutsideFetch = (url: string, init?: RequestInit) => Promise<Response>

interface OutsideOptions {
  /** Names of this machine or network that may be reached although their addresses are private. */
  privateHosts: readonly string[]
  /** For one whole answer. */
  milliseconds?: number
}

/** The same for small answers: one that is longer than 64 KiB is none. */
export function fetchOutside(options: OutsideOptions): OutsideFetch {
  const open = openOutside(options)
  return async (url, init) => {
    const { status, headers, body } = await open(url, init)
    return new Response(body && (await readCapped(body)), { status, headers })
  }
}

/**
 * A `fetch` for addresses that strangers name. It speaks https only, connects to addresses of the public internet only,
 * follows no redirect, unpacks nothing, and gives up after 2.5 s or what is said. How much is read of an answer is for
 * whoever reads. The address that is judged is the one that is connected to, so a name that resolves differently the
 * next time gains nothing.
 *
 * @see MCP 2026-07-28 Security Best Practices, Server-Side Request Forgery
 */
export function openOutside({ privateHosts, milliseconds = MILLISECONDS }: OutsideOptions): OutsideFetch {
  const dispatcher = new Agent({
    connect: { lookup: publicLookup(privateHosts), timeout: milliseconds },
    headersTimeout: milliseconds,
    bodyTimeout: milliseconds,
    // Nothing is fetched twice in a row.
    pipelining: 0,
  })
  return async (url, init = {}) => {
    if (!mayConnectTo(url)) throw new Error('only public https addresses are fetched')
    const timeout = AbortSignal.timeout(milliseconds)
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
    // The platform's own class knows which content type each kind of body has.
    const wanted = new Request(url, { ...init, signal: null })
    const answer = await request(url, {
      method: wanted.method,
      headers: { ...Object.fromEntries(wanted.headers), 'accept-encoding': 'identity' },
      body: wanted.body ? Buffer.from(await wanted.arrayBuffer()) : null,
      signal,
      dispatcher,
    })
    const { statusCode: status, body } = answer
    // A few bytes can unpack to more than there is memory for.
    if (answer.headers['content-encoding']) {
      body.destroy()
      throw new Error('a packed answer is not read')
    }
    const isEmpty = NO_BODY.includes(status)
    if (isEmpty) await body.dump()
    return new Response(isEmpty ? null : (Readable.toWeb(body) as ReadableStream<Uint8Array>), {
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
  // As the system's resolver says it: then nothing was sent.
  const error = new Error('a name without an address, or with a private one, is not fetched from')
  throw Object.assign(error, { code: 'ENOTFOUND' })
}

function none(): string[] {
  return []
}
