import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto'
import { TOOL } from './list-events.ts'
import { ownerOf } from './owners.ts'

/** One call, prepared before the measurement. Plain data: it travels between processes. */
export interface Call {
  /** Number of the owner whose rows must come back. */
  owner: number
  protocol: '2026-07-28' | '2025-11-25'
  /** Access token; without one the call names its owner. */
  token?: string
  /** With a key the token is bound to it, and every request carries a proof. PKCS #8, PEM, and the public half. */
  proofKey?: { privateKey: string; jwk: object }
}

const CLIENT_META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
}

/** Headers and body of one `tools/call`. `nonce`: what the server last gave out for proofs. */
export function requestFor(call: Call, url: string, nonce?: string): { headers: Record<string, string>; body: string } {
  const { owner, protocol, token, proofKey } = call
  const isCurrent = protocol === '2026-07-28'
  const params = {
    ...(isCurrent && { _meta: CLIENT_META }),
    name: TOOL,
    arguments: token ? {} : { ownerId: ownerOf(owner) },
  }
  return {
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      'MCP-Protocol-Version': protocol,
      ...(isCurrent && { 'Mcp-Method': 'tools/call', 'Mcp-Name': TOOL }),
      ...(token && { Authorization: `${proofKey ? 'DPoP' : 'Bearer'} ${token}` }),
      ...(token && proofKey && { DPoP: proof(proofKey, { url, token, nonce }) }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
  }
}

const keys = new Map<string, ReturnType<typeof createPrivateKey>>()

/** A new proof for each request: each works once. @see RFC 9449 §4.2 */
function proof(
  { privateKey, jwk }: NonNullable<Call['proofKey']>,
  { url, token, nonce }: { url: string; token: string; nonce: string | undefined },
): string {
  const key = keys.get(privateKey) ?? createPrivateKey(privateKey)
  keys.set(privateKey, key)
  const header = encode({ typ: 'dpop+jwt', alg: 'ES256', jwk })
  const ath = createHash('sha256').update(token).digest('base64url')
  const iat = Math.floor(Date.now() / 1_000)
  const input = `${header}.${encode({ htm: 'POST', htu: url, iat, jti: randomUUID(), ath, nonce })}`
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
