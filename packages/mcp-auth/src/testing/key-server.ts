import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ACCESS_TOKEN_SECONDS, ACCESS_TOKEN_TYPE, SIGNATURE_ALGORITHM } from '@chaperone/contracts'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

export interface SigningKey {
  kid: string
  publicJwk: JWK
  privateKey: CryptoKey
}

export interface KeyServer {
  /** The issuer identifier. */
  readonly url: string
  readonly jwksUrl: string
  /** What is published now. */
  published: SigningKey[]
  /** `silent`: takes the request and never answers. `failing`: answers 500. */
  mode: 'answering' | 'silent' | 'failing'
  /** Requests for the keys so far. */
  requests: number
  /** A token signed with a key, published or not. Claims replace the usual ones. */
  token(key: SigningKey, claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
  close(): Promise<void>
}

export async function newSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(SIGNATURE_ALGORITHM)
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: SIGNATURE_ALGORITHM } }
}

/** An issuer of which only the keys are there: they can be changed, withheld and counted. */
export async function startKeyServer(published: SigningKey[]): Promise<KeyServer> {
  const server = createServer((_request, response) => {
    issuer.requests += 1
    if (issuer.mode === 'silent') return
    const keys = issuer.published.map(({ publicJwk }) => publicJwk)
    response.writeHead(issuer.mode === 'failing' ? 500 : 200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ keys }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const issuer: KeyServer = {
    url,
    jwksUrl: `${url}/jwks`,
    published,
    mode: 'answering',
    requests: 0,
    token(key, claims, header) {
      const now = Math.floor(Date.now() / 1_000)
      const times = { iat: now, exp: now + ACCESS_TOKEN_SECONDS }
      const who = { sub: 'usr_alice', client_id: 'mcp-host', jti: crypto.randomUUID(), scope: 'tasks:read' }
      return new SignJWT({ iss: url, aud: AUDIENCE, ...who, ...times, ...claims })
        .setProtectedHeader({ alg: SIGNATURE_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid: key.kid, ...header })
        .sign(key.privateKey)
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return issuer
}

/** The one server that tokens are for. */
export const AUDIENCE = 'http://localhost:4003/mcp'
