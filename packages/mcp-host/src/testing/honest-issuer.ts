import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider, { type Configuration } from 'oidc-provider'

export interface HonestIssuer {
  origin: string
  /** Goes through an authorization as a person who says yes to everything; where the browser is sent back to. */
  visit(address: string): Promise<URL>
  stop(): Promise<void>
}

interface IssuerOptions {
  /** The one resource it issues tokens for, with all the scopes of it. */
  resource: string
  scope: string
  clients: NonNullable<Configuration['clients']>
  /** What it finds at the addresses that clients go by. */
  documents?: Record<string, object>
}

const PERSON = 'usr_alice'

/** A certified authorization server on loopback: PKCE, resource indicators, `iss`, rotation, revocation. */
export async function startHonestIssuer({
  resource,
  scope,
  clients,
  documents = {},
}: IssuerOptions): Promise<HonestIssuer> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const provider = new Provider(origin, {
    clients,
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' }] } as Configuration['jwks'],
    cookies: { keys: ['cookies-of-the-test'] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    pkce: { required: () => true },
    responseTypes: ['code'],
    scopes: ['openid', 'offline_access'],
    rotateRefreshToken: true,
    ttl: { Interaction: 60, Session: 60, Grant: 600, AccessToken: 60, RefreshToken: 600, IdToken: 60 },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    fetch: async (address) => {
      const document = documents[String(address)]
      return document ? Response.json(document) : new Response(null, { status: 404 })
    },
    features: {
      clientIdMetadataDocument: {
        enabled: true,
        ack: 'draft-02',
        allowFetch: () => true,
        allowClient: () => true,
      },
      devInteractions: { enabled: false },
      registration: { enabled: true },
      revocation: { enabled: true, allowedPolicy: () => true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope,
          audience: resource,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  })
  const answer = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const work = request.url?.startsWith('/interaction/')
      ? consent(provider, request, response)
      : answer(request, response)
    work.catch(() => response.writeHead(500).end())
  })
  return {
    origin,
    visit: (address) => followed(address, origin),
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function consent(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params } = await provider.interactionDetails(request, response)
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId: PERSON } })
  }
  const grant = new provider.Grant({ accountId: PERSON, clientId: String(params.client_id) })
  grant.addOIDCScope('openid offline_access')
  grant.addResourceScope(String(params.resource), String(params.scope))
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
}

/** As a browser: keeps cookies and follows redirects, until one leads away. */
async function followed(address: string, origin: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = new URL(address)
  while (url.origin === origin) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (!location) throw new Error(`${url.pathname} answered ${response.status}: ${await response.text()}`)
    url = new URL(location, url)
  }
  return url
}
