import { generateKeyPairSync } from 'node:crypto'
import type { TestIssuer } from '@chaperone/mcp-server-kit/testing'
import { calculateJwkThumbprint } from 'jose'
import type { Contestant } from './contestants.ts'
import { OWNERS, ownerOf } from './owners.ts'
import type { Call } from './request-for.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = publicKey.export({ format: 'jwk' })
const proofKey = { privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), jwk }
/** @see RFC 9449 §6.1 */
const cnf = { jkt: await calculateJwkThumbprint(jwk) }

/** One call for each owner, with a fresh token where the server wants one. */
export function makeCalls({ credential, protocol }: Contestant, audience: string, issuer: TestIssuer): Call[] {
  return Array.from({ length: OWNERS }, (_, number) => {
    const call = { owner: number, protocol }
    if (credential === 'none') return call
    const claims = { sub: ownerOf(number), audience, scope: 'calendar:read' }
    if (credential === 'bearer') return { ...call, token: issuer.token(claims) }
    return { ...call, token: issuer.token({ ...claims, cnf }), proofKey }
  })
}
