import { afterEach, beforeEach, expect, test } from 'vitest'
import { callbackOf, type OddRemote, REDIRECT_URI, startOddRemote } from '../testing/odd-remote.ts'
import { beginAuthorization } from './begin-authorization.ts'
import { chooseClient } from './choose-client.ts'
import { discoverRemote } from './discover-remote.ts'
import { finishAuthorization } from './finish-authorization.ts'
import { refreshTokens, type TokensOrder } from './refresh-tokens.ts'
import type { RemoteAuthorization } from './remote-authorization.ts'
import { revokeTokens } from './revoke-tokens.ts'
import { scopesForChallenge } from './scopes-for-challenge.ts'

let remote: OddRemote
let rogue: OddRemote
let order: TokensOrder

beforeEach(async () => {
  ;[remote, rogue] = await Promise.all([startOddRemote(), startOddRemote()])
  const found = await discover(remote)
  const { client } = remote
  const { pending } = await beginAuthorization({ remote: found, client, redirectUri: REDIRECT_URI })
  const tokens = await finishAuthorization({ pending, callback: callbackOf(pending), client, fetch })
  order = { remote: found, tokens, client, fetch }
  remote.tokenAnswer.access_token = 'access-2'
  remote.issuer.received.length = 0
})

afterEach(async () => {
  await Promise.all([remote.stop(), rogue.stop()])
})

function discover({ url }: OddRemote): Promise<RemoteAuthorization> {
  return discoverRemote({ url, fetch, allowLoopbackHttp: true })
}

test('a refresh asks for the same resource, and keeps what the answer does not replace', async () => {
  delete remote.tokenAnswer.refresh_token
  const renewed = await refreshTokens(order)
  expect(renewed).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-1', scopes: ['notes:read'] })
  expect(Object.fromEntries(remote.tokenRequests()[0] ?? [])).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'refresh-1',
    resource: remote.url,
  })
  remote.tokenAnswer.refresh_token = 'refresh-2'
  expect(await refreshTokens({ ...order, tokens: renewed })).toMatchObject({ refreshToken: 'refresh-2' })
})

// CVE-2026-104850: a server that names an authorization server of its own was given the secrets of the one before.
test('ROA-18: tokens and secrets of one authorization server are shown to no other', async () => {
  expect(await refreshTokens(order)).toMatchObject({ accessToken: 'access-2' })
  remote.resourceMetadata.authorization_servers = [rogue.issuer.origin]
  rogue.issuerMetadata.client_id_metadata_document_supported = true
  const moved = await discover(remote)
  expect(moved.issuer).toBe(rogue.issuer.origin)
  rogue.issuer.received.length = 0

  const mismatch = { code: 'issuer_mismatch' }
  await expect(refreshTokens({ ...order, remote: moved })).rejects.toMatchObject(mismatch)
  await expect(revokeTokens({ ...order, remote: moved })).rejects.toMatchObject(mismatch)
  const tokens = { ...order.tokens, issuer: moved.issuer }
  await expect(refreshTokens({ ...order, tokens, remote: moved })).rejects.toMatchObject(mismatch)
  // A client that is known everywhere is no reason to show its tokens everywhere.
  const portable = { kind: 'metadata_document', clientId: 'https://chaperone.test/client.json' } as const
  const its = { client: portable, tokens: { ...order.tokens, clientId: portable.clientId }, remote: moved, fetch }
  await expect(refreshTokens(its)).rejects.toMatchObject(mismatch)
  await expect(revokeTokens(its)).rejects.toMatchObject(mismatch)
  const { client } = remote
  await expect(beginAuthorization({ remote: moved, client, redirectUri: REDIRECT_URI })).rejects.toMatchObject(mismatch)
  expect(() => chooseClient({ remote: moved, registered: client })).toThrowError(expect.objectContaining(mismatch))
  expect(rogue.issuer.received).toEqual([])
})

test('ROA-19: tokens for one server are not renewed for another, nor by another client', async () => {
  const mismatch = { code: 'issuer_mismatch' }
  const elsewhere = { ...order.remote, resource: rogue.url }
  await expect(refreshTokens({ ...order, remote: elsewhere })).rejects.toMatchObject(mismatch)
  const client = { ...remote.client, clientId: 'another' }
  await expect(refreshTokens({ ...order, client })).rejects.toMatchObject(mismatch)
  expect(remote.tokenRequests()).toEqual([])
})

test('a grant that has ended is said to have ended; without a refresh token nothing is sent', async () => {
  const reconnect = { code: 'reconnect_required' }
  remote.issuer.answer('/token', () => ({ status: 400, body: { error: 'invalid_grant' } }))
  await expect(refreshTokens(order)).rejects.toMatchObject(reconnect)
  remote.issuer.received.length = 0
  const tokens = { ...order.tokens, refreshToken: undefined }
  await expect(refreshTokens({ ...order, tokens })).rejects.toMatchObject(reconnect)
  expect(remote.tokenRequests()).toEqual([])
})

test('ROA-23: a lifetime or scopes that cannot be cost nobody the refresh token that came with them', async () => {
  const { scopes } = order.tokens
  const odd = [
    { expires_in: 1e300 },
    { expires_in: 0 },
    { expires_in: 366 * 24 * 60 * 60 },
    { scope: 'a\u0000b' },
    { scope: '\u202enotes' },
    { scope: 'x'.repeat(60_000) },
  ]
  for (const change of odd) {
    const body = { access_token: 'access-3', token_type: 'bearer', refresh_token: 'refresh-3', ...change }
    remote.issuer.answer('/token', () => ({ body }))
    const renewed = await refreshTokens(order)
    const expected = { accessToken: 'access-3', refreshToken: 'refresh-3', expiresAtSeconds: undefined, scopes }
    expect(renewed, JSON.stringify(change).slice(0, 40)).toMatchObject(expected)
  }
})

test('an authorization server that is busy or breaks off has said nothing about the grant', async () => {
  for (const status of [429, 500, 503]) {
    remote.issuer.answer('/token', () => ({ status, body: { error: 'invalid_grant' } }))
    await expect(refreshTokens(order), String(status)).rejects.toMatchObject({ code: 'unreachable' })
  }
  const length = String(JSON.stringify(remote.tokenAnswer).length + 1)
  remote.issuer.answer('/token', () => ({
    headers: { 'Content-Length': length },
    body: remote.tokenAnswer,
    breaksOff: true,
  }))
  await expect(refreshTokens(order)).rejects.toMatchObject({ code: 'unreachable' })
})

test('a revocation ends the refresh token first, then the access token; where none is offered it says so', async () => {
  expect(await revokeTokens(order)).toBe(true)
  const revoked = remote.issuer.received.map(({ path, body }) => `${path} ${new URLSearchParams(body).get('token')}`)
  expect(revoked).toEqual(['/revoke refresh-1', '/revoke access-1'])
  remote.issuer.answer('/revoke', () => ({ status: 400, body: { error: 'unsupported_token_type' } }))
  expect(await revokeTokens(order)).toBe(false)
  const without = { ...order.remote, revocationEndpoint: undefined }
  expect(await revokeTokens({ ...order, remote: without })).toBe(false)
  remote.issuer.answer('/revoke', () => ({ status: 503 }))
  await expect(revokeTokens(order)).rejects.toMatchObject({ code: 'unreachable' })
})

test('ROA-20: a client secret goes to the token endpoint in the way its registration says, and never in an address', async () => {
  const sent = async (change: Partial<RemoteAuthorization>, authMethod?: string) => {
    remote.issuer.received.length = 0
    const client = { ...remote.client, clientId: 'chap:erone-1', clientSecret: 'a_secret+%/', authMethod }
    const tokens = { ...order.tokens, clientId: client.clientId }
    await refreshTokens({ ...order, tokens, client, remote: { ...order.remote, ...change } })
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = remote.issuer.received
    expect(path).toBe('/token')
    return { header: headers.authorization, secret: new URLSearchParams(body).get('client_secret') }
  }
  const basic = `Basic ${Buffer.from('chap%3Aerone-1:a_secret%2B%25%2F').toString('base64')}`
  expect(await sent({})).toEqual({ header: basic, secret: null })
  expect(await sent({ clientAuthMethods: ['client_secret_post'] })).toEqual({
    header: undefined,
    secret: 'a_secret+%/',
  })
  expect(await sent({ clientAuthMethods: ['none'] })).toEqual({ header: undefined, secret: null })
  expect(await sent({}, 'client_secret_post')).toEqual({ header: undefined, secret: 'a_secret+%/' })
})

test('our metadata document is our client only where it is supported, and at an https address', () => {
  const metadataDocumentUrl = 'https://chaperone.test/client.json'
  const unknown = expect.objectContaining({ code: 'client_unknown' })
  expect(() => chooseClient({ remote: order.remote, metadataDocumentUrl })).toThrowError(unknown)
  expect(() => chooseClient({ remote: order.remote })).toThrowError(unknown)
  const supported = { ...order.remote, takesMetadataDocuments: true }
  const local = 'http://localhost:3000/client.json'
  expect(() => chooseClient({ remote: supported, metadataDocumentUrl: local })).toThrowError(unknown)
  expect(chooseClient({ remote: supported, metadataDocumentUrl })).toMatchObject({ clientId: metadataDocumentUrl })
  const { client: registered } = remote
  expect(chooseClient({ remote: supported, metadataDocumentUrl, registered })).toBe(registered)
})

test('ROA-21: a refusal for a scope asks for what was held and what is missing, once', () => {
  const challenge = 'Bearer error="insufficient_scope", scope="notes:write", error_description="scope=\'admin\'"'
  expect(scopesForChallenge(challenge, ['notes:read'])).toEqual(['notes:read', 'notes:write'])
  // Who holds it already is refused for something else: to ask again would go on forever.
  expect(scopesForChallenge(challenge, ['notes:read', 'notes:write'])).toBeNull()
  expect(scopesForChallenge('Bearer error="insufficient_scope"', ['notes:read'])).toBeNull()
  expect(scopesForChallenge('Bearer error="invalid_token", scope="notes:write"', [])).toBeNull()
  expect(scopesForChallenge('Basic realm="x"', [])).toBeNull()
  expect(scopesForChallenge(null, [])).toBeNull()
  expect(scopesForChallenge('Bearer error="insufficient_scope", scope="ok b<\\"a"', [])).toBeNull()
})
