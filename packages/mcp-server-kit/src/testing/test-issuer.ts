import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ACCESS_TOKEN_SECONDS, ACCESS_TOKEN_TYPE, HOST_CLIENT_ID, SIGNATURE_ALGORITHM } from '@chaperone/contracts'

export interface TestPerson {
  sub: string
  email?: string
  /** The web session that the token is from. */
  sid?: string
  /** Key to which the token is bound, by its thumbprint. @see RFC 9449 §6.1 */
  cnf?: { jkt: string }
}

export interface TestIssuer {
  /** The issuer identifier; `/jwks` below it has the public key. */
  readonly url: string
  /** A signed access token, valid for the usual time. `scope` is space-separated. */
  token(claims: TestPerson & { audience: string; scope: string }): string
  close(): Promise<void>
}

/** An authorization server reduced to its key: it publishes one and signs with it. */
export async function startTestIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const kid = randomUUID()
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: SIGNATURE_ALGORITHM, use: 'sig' }] }
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(jwks))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url,
    token({ audience, ...claims }) {
      const iat = Math.floor(Date.now() / 1000)
      const times = { iat, exp: iat + ACCESS_TOKEN_SECONDS }
      const payload = { iss: url, aud: audience, client_id: HOST_CLIENT_ID, jti: randomUUID(), ...times, ...claims }
      const input = `${encode({ alg: SIGNATURE_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid })}.${encode(payload)}`
      // RFC 7518 §3.4: R and S side by side, not DER.
      const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `${input}.${signature.toString('base64url')}`
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
