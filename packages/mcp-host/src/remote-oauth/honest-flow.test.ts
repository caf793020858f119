import { decodeJwt } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type HonestIssuer, startHonestIssuer } from '../testing/honest-issuer.ts'
import { type OddOrigin, startOddOrigin } from '../testing/odd-origin.ts'
import { beginAuthorization } from './begin-authorization.ts'
import { chooseClient } from './choose-client.ts'
import { clientMetadataDocument } from './client-metadata-document.ts'
import { discoverRemote } from './discover-remote.ts'
import { finishAuthorization } from './finish-authorization.ts'
import { refreshTokens } from './refresh-tokens.ts'
import { registerClient } from './register-client.ts'
import type { RemoteAuthorization } from './remote-authorization.ts'
import type { RegisteredClient, RemoteClient } from './remote-client.ts'
import { requestChallenge } from './request-challenge.ts'
import { revokeTokens } from './revoke-tokens.ts'
import { scopesForChallenge } from './scopes-for-challenge.ts'

const REDIRECT_URI = 'https://chaperone.test/callback'
const registration = {
  client_id: 'chaperone',
  client_secret: 'client_secret-1',
  redirect_uris: [REDIRECT_URI],
  grant_types: ['authorization_code', 'refresh_token'],
}
const DOCUMENT_URL = 'https://chaperone.test/oauth-client.json'
const document = clientMetadataDocument({
  url: DOCUMENT_URL,
  name: 'Chaperone',
  homeUrl: 'https://chaperone.test',
  redirectUris: [REDIRECT_URI],
})

let issuer: HonestIssuer
let server: OddOrigin
let url: string

beforeEach(async () => {
  server = await startOddOrigin()
  url = `${server.origin}/mcp`
  issuer = await startHonestIssuer({
    resource: url,
    scope: 'notes:read notes:write',
    clients: [registration],
    documents: { [DOCUMENT_URL]: document },
  })
  const metadataUrl = `${server.origin}/.well-known/oauth-protected-resource/mcp`
  server.answer('/mcp', () => ({
    status: 401,
    headers: { 'WWW-Authenticate': `Bearer resource_metadata="${metadataUrl}", scope="notes:read"` },
  }))
  server.answer('/.well-known/oauth-protected-resource/mcp', () => ({
    body: { resource: url, authorization_servers: [issuer.origin] },
  }))
})

afterEach(async () => {
  await Promise.all([issuer.stop(), server.stop()])
})

async function discover(): Promise<RemoteAuthorization> {
  const challenge = await requestChallenge({ url, fetch, allowLoopbackHttp: true })
  return discoverRemote({ url, challenge, fetch, allowLoopbackHttp: true })
}

async function connect(remote: RemoteAuthorization, client: RemoteClient, scopes?: string[]) {
  const begun = await beginAuthorization({ remote, client, redirectUri: REDIRECT_URI, scopes })
  const { searchParams: callback } = await issuer.visit(begun.url)
  return { pending: begun.pending, callback, client, fetch }
}

test('from the 401 to the revocation, at a certified authorization server', async () => {
  const remote = await discover()
  const { client_id: clientId, client_secret: clientSecret } = registration
  const client: RegisteredClient = { kind: 'registered', issuer: issuer.origin, clientId, clientSecret }
  const finish = await connect(remote, client)
  const tokens = await finishAuthorization(finish)
  expect(decodeJwt(tokens.accessToken)).toMatchObject({ iss: issuer.origin, aud: url, scope: 'notes:read' })
  // A code is used once, and its second use ends what came of the first.
  await expect(finishAuthorization(finish)).rejects.toMatchObject({ code: 'refused' })
  await expect(refreshTokens({ remote, tokens, client, fetch })).rejects.toMatchObject({ code: 'reconnect_required' })

  const scopes = scopesForChallenge('Bearer error="insufficient_scope", scope="notes:write"', tokens.scopes) ?? []
  const wider = await finishAuthorization(await connect(remote, client, scopes))
  expect(wider.scopes).toEqual(expect.arrayContaining(['notes:read', 'notes:write']))
  const renewed = await refreshTokens({ remote, tokens: wider, client, fetch })
  expect(renewed.refreshToken).not.toBe(wider.refreshToken)
  expect(decodeJwt(renewed.accessToken)).toMatchObject({ aud: url })
  expect(await revokeTokens({ remote, tokens: renewed, client, fetch })).toBe(true)
  await expect(refreshTokens({ remote, tokens: renewed, client, fetch })).rejects.toMatchObject({
    code: 'reconnect_required',
  })
})

test('ROA-22: a code that was stolen from the address bar is worth nothing without its verifier', async () => {
  const remote = await discover()
  const { client_id: clientId, client_secret: clientSecret } = registration
  const client: RegisteredClient = { kind: 'registered', issuer: issuer.origin, clientId, clientSecret }
  const victim = await connect(remote, client)
  const { pending } = await connect(remote, client)
  const injected = new URLSearchParams(victim.callback)
  injected.set('state', pending.state)
  await expect(finishAuthorization({ pending, callback: injected, client, fetch })).rejects.toMatchObject({
    code: 'refused',
  })
})

test('a server that asks for no token has no challenge, and one that does not say more has an empty one', async () => {
  const challenge = () => requestChallenge({ url, fetch, allowLoopbackHttp: true })
  server.answer('/mcp', () => ({ status: 401 }))
  expect(await challenge()).toBe('')
  expect(await discoverRemote({ url, challenge: '', fetch, allowLoopbackHttp: true })).toMatchObject({ resource: url })
  server.answer('/mcp', () => ({ status: 200 }))
  expect(await challenge()).toBeNull()
  await expect(requestChallenge({ url: 'http://server.test/mcp', fetch })).rejects.toMatchObject({
    code: 'insecure_address',
  })
})

test('our metadata document is client enough for an authorization server that has never heard of us', async () => {
  const remote = await discover()
  const client = chooseClient({ remote, metadataDocumentUrl: DOCUMENT_URL })
  const tokens = await finishAuthorization(await connect(remote, client))
  expect(decodeJwt(tokens.accessToken)).toMatchObject({ aud: url, client_id: DOCUMENT_URL })
  expect(await refreshTokens({ remote, tokens, client, fetch })).toMatchObject({ clientId: DOCUMENT_URL })
})

test('a client that registers itself can connect at once, as one without a secret where that is allowed', async () => {
  const remote = await discover()
  for (const change of [{ registrationEndpoint: undefined }, { clientAuthMethods: ['private_key_jwt'] }]) {
    const other = { remote: { ...remote, ...change }, name: 'Chaperone', redirectUri: REDIRECT_URI, fetch }
    await expect(registerClient(other)).rejects.toMatchObject({ code: 'client_unknown' })
  }
  await expect(
    registerClient({ remote, name: 'Chaperone', redirectUri: 'not an address', fetch }),
  ).rejects.toMatchObject({ code: 'refused' })
  const client = await registerClient({ remote, name: 'Chaperone', redirectUri: REDIRECT_URI, fetch })
  expect(client).toMatchObject({ issuer: issuer.origin, authMethod: 'none', clientSecret: undefined })
  const tokens = await finishAuthorization(await connect(remote, client))
  expect(tokens).toMatchObject({ clientId: client.clientId, resource: url })
})
