import { type CookieJar, followAuthorization, type Machine, type Scene } from '@chaperone/attack-suite'
import { COMMAND_LINE_CLIENT_ID } from '@chaperone/contracts'
import { decodeJwt, type JWK } from 'jose'
import * as client from 'openid-client'
import { expect, test } from '../support/test.ts'

// A client that refuses everything which its specifications forbid walks every grant.

const REDIRECT_URI = 'http://127.0.0.1:49160/callback'

function discover(web: string, clientId: string, authentication = client.None()): Promise<client.Configuration> {
  // Everything is on this machine; elsewhere it would insist on https.
  const options = { algorithm: 'oauth2' as const, execute: [client.allowInsecureRequests] }
  return client.discovery(new URL(web), clientId, undefined, authentication, options)
}

interface Authorized {
  config: client.Configuration
  scope: string
  session: CookieJar
  resource: string
  DPoP?: client.DPoPHandle
}

async function authorize({ config, scope, session, resource, DPoP }: Authorized) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const expectedState = client.randomState()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT_URI,
    scope,
    resource,
    state: expectedState,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  const { callbackUrl } = await followAuthorization(session.clone(), url.href, REDIRECT_URI)
  const checks = { pkceCodeVerifier, expectedState }
  return client.authorizationCodeGrant(
    config,
    new URL(callbackUrl ?? ''),
    checks,
    { resource },
    { ...(DPoP && { DPoP }) },
  )
}

test('authorization code with PKCE, refresh and revocation, as a public client', async ({ scene, target }) => {
  const config = await discover(target.web, COMMAND_LINE_CLIENT_ID)
  expect(config.serverMetadata()).toMatchObject({
    issuer: target.web,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    client_id_metadata_document_supported: true,
  })
  const resource = target.servers.tasks
  const session = await scene.session('alice')
  const tokens = await authorize({ config, scope: 'tasks:read offline_access', session, resource })
  expect(decodeJwt(tokens.access_token)).toMatchObject({ aud: resource, scope: 'tasks:read' })

  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', { resource })
  expect(renewed.refresh_token).not.toBe(tokens.refresh_token)
  expect(await callTasks(scene, renewed.access_token)).toBe(200)

  // RFC 7009 §2.1: the grant ends with its refresh token, and here every access token with the grant.
  await client.tokenRevocation(config, renewed.refresh_token ?? '')
  expect(await callTasks(scene, renewed.access_token)).toBe(401)
  await expect(client.refreshTokenGrant(config, renewed.refresh_token ?? '', { resource })).rejects.toMatchObject({
    error: 'invalid_grant',
  })
})

test('the same with tokens that are bound to a key', async ({ scene, target }) => {
  const config = await discover(target.web, COMMAND_LINE_CLIENT_ID)
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))
  const resource = target.servers.tasks
  const session = await scene.session('alice')
  const tokens = await authorize({ config, scope: 'tasks:read offline_access', session, resource, DPoP })
  expect(tokens.token_type).toBe('dpop')
  expect(await callTasks(scene, tokens.access_token)).toBe(401)

  const headers = new Headers({ 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' })
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} })
  const list = () =>
    client.fetchProtectedResource(config, tokens.access_token, new URL(resource), 'POST', body, headers, { DPoP })
  // RFC 9449 §9: the first answer brings the nonce, which the client then uses by itself.
  const answer = await list().catch(list)
  expect(answer.status).toBe(200)
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', { resource }, { DPoP })
  expect(decodeJwt(renewed.access_token)).toHaveProperty('cnf.jkt')
})

test('client credentials with private_key_jwt', async ({ scene, target }) => {
  const scopes = ['calendar:read']
  const machine = await scene.clientOffice.addMachine({ server: 'calendar', scopes })
  try {
    const config = await discover(target.web, machine.id, client.PrivateKeyJwt(await keyOf(machine)))
    const resource = target.servers.calendar
    const tokens = await client.clientCredentialsGrant(config, { resource, scope: 'calendar:read' })
    expect(decodeJwt(tokens.access_token)).toMatchObject({ sub: machine.id, client_id: machine.id, aud: resource })
    expect(tokens.refresh_token).toBeUndefined()
  } finally {
    await scene.clientOffice.remove(machine.id)
  }
})

test('authorization code as a confidential client that proves its key', async ({ scene, target }) => {
  const made = await scene.clientOffice.add({ redirectUri: REDIRECT_URI })
  try {
    const config = await discover(target.web, made.id, client.PrivateKeyJwt(await keyOf(made)))
    const resource = target.servers.tasks
    const session = await scene.session('bob')
    const tokens = await authorize({ config, scope: 'tasks:read offline_access', session, resource })
    expect(await callTasks(scene, tokens.access_token)).toBe(200)
    const impostor = await discover(target.web, made.id)
    await expect(client.refreshTokenGrant(impostor, tokens.refresh_token ?? '', { resource })).rejects.toMatchObject({
      error: 'invalid_client',
    })
    await scene.clientOffice.remove(made.id)
    expect(await callTasks(scene, tokens.access_token)).toBe(401)
  } finally {
    await scene.clientOffice.remove(made.id).catch(() => {})
  }
})

async function keyOf({ privateKey }: Machine): Promise<CryptoKey> {
  const { kty, crv, x, y, d } = privateKey as Required<Pick<JWK, 'kty' | 'crv' | 'x' | 'y' | 'd'>>
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  return crypto.subtle.importKey('jwk', { kty, crv, x, y, d }, algorithm, false, ['sign'])
}

async function callTasks(scene: Scene, credential: string): Promise<number> {
  return (await scene.call({ server: 'tasks', tool: 'tasks_list_projects', arguments: {}, credential })).status
}
