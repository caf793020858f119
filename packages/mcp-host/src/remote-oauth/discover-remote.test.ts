import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OddOrigin, startOddOrigin } from '../testing/odd-origin.ts'
import { type OddRemote, REDIRECT_URI, startOddRemote } from '../testing/odd-remote.ts'
import { beginAuthorization } from './begin-authorization.ts'
import { type DiscoveryOrder, discoverRemote } from './discover-remote.ts'

let remote: OddRemote
let other: OddOrigin

beforeEach(async () => {
  ;[remote, other] = await Promise.all([startOddRemote(), startOddOrigin()])
  // The honest case: each attack below changes one thing.
  expect(await discover()).toMatchObject({ resource: remote.url, issuer: remote.issuer.origin })
  remote.issuer.received.length = 0
})

afterEach(async () => {
  await Promise.all([remote.stop(), other.stop()])
})

function discover(change: Partial<DiscoveryOrder> = {}) {
  return discoverRemote({ url: remote.url, fetch, allowLoopbackHttp: true, ...change })
}

function challengeWith(metadataUrl: string): string {
  return `Bearer resource_metadata="${metadataUrl}"`
}

// CVE-2026-54030: a victim's token for another service was sent to whoever named that service as its own.
test('ROA-01: a server cannot have tokens for another server issued to it', async () => {
  const others = ['https://honest.test/mcp', `${remote.url}/`, `${remote.url}?x`, `${remote.url}#x`, 'mcp', '']
  for (const resource of [...others, remote.url.replace('http:', 'https:'), remote.server.origin]) {
    remote.resourceMetadata.resource = resource
    await expect(discover(), resource).rejects.toMatchObject({ code: 'resource_mismatch' })
  }
  expect(remote.issuer.received).toEqual([])
})

test('ROA-02: who has one path of an origin cannot speak for the whole origin; its own root document can', async () => {
  const document = { ...remote.resourceMetadata, resource: remote.server.origin }
  remote.server.answer('/mcp/metadata', () => ({ body: document }))
  const ownPath = challengeWith(`${remote.server.origin}/mcp/metadata`)
  await expect(discover({ challenge: ownPath })).rejects.toMatchObject({ code: 'resource_mismatch' })
  other.answer('/.well-known/oauth-protected-resource', () => ({ body: document }))
  const elsewhere = challengeWith(`${other.origin}/.well-known/oauth-protected-resource`)
  await expect(discover({ challenge: elsewhere })).rejects.toMatchObject({ code: 'resource_mismatch' })

  remote.server.answer('/.well-known/oauth-protected-resource', () => ({ body: document }))
  const root = challengeWith(`${remote.server.origin}/.well-known/oauth-protected-resource`)
  expect(await discover({ challenge: root })).toMatchObject({ resource: remote.server.origin })
})

// CVE-2025-6514: the address was opened by a shell. CVE-2025-58747: a `javascript:` address ran in the page.
test('ROA-03: no address that is not https is opened or sent to', async () => {
  const addresses = [
    'javascript:alert(document.domain)//',
    'data:text/html,<script>alert(1)</script>',
    'file:///bin/sh',
    'vbscript:x',
    'a:$(calc.exe)?response_type=code',
    'http://attacker.test/authorize',
    'https://honest.test@attacker.test/authorize',
    'https://attacker.test/authorize#fragment',
    '/authorize',
    '',
  ]
  const endpoints = ['authorization_endpoint', 'token_endpoint', 'revocation_endpoint', 'registration_endpoint']
  for (const endpoint of endpoints) {
    const honest = remote.issuerMetadata[endpoint]
    for (const address of addresses) {
      remote.issuerMetadata[endpoint] = address
      await expect(discover(), `${endpoint} ${address}`).rejects.toMatchObject({ code: 'insecure_address' })
    }
    remote.issuerMetadata[endpoint] = honest
  }
  for (const address of addresses) {
    remote.resourceMetadata.authorization_servers = [address]
    await expect(discover(), address).rejects.toMatchObject({ code: 'insecure_address' })
  }
  remote.resourceMetadata.authorization_servers = [remote.issuer.origin]
  const begin = { remote: await discover(), client: remote.client, redirectUri: REDIRECT_URI }
  for (const authorizationEndpoint of addresses) {
    const stored = { ...begin, remote: { ...begin.remote, authorizationEndpoint } }
    await expect(beginAuthorization(stored), authorizationEndpoint).rejects.toMatchObject({ code: 'insecure_address' })
  }
  const challenge = challengeWith('http://attacker.test/metadata')
  await expect(discover({ challenge })).rejects.toMatchObject({ code: 'insecure_address' })
})

test('ROA-04: http is for loopback alone, and only where the caller allows it', async () => {
  await expect(discover({ allowLoopbackHttp: false })).rejects.toMatchObject({ code: 'insecure_address' })
  for (const url of ['http://192.168.0.1/mcp', 'http://localhost.attacker.test/mcp', 'http://127.0.0.1.test/mcp']) {
    await expect(discover({ url }), url).rejects.toMatchObject({ code: 'insecure_address' })
  }
})

test('ROA-05: an authorization server cannot pass for another, not by one character', async () => {
  const { origin } = remote.issuer
  for (const issuer of ['https://honest.test', `${origin}/`, origin.toUpperCase(), `${origin}/tenant`, undefined]) {
    remote.issuerMetadata.issuer = issuer
    const code = issuer === undefined ? 'invalid_answer' : 'issuer_mismatch'
    await expect(discover(), issuer).rejects.toMatchObject({ code })
  }
})

test('ROA-06: without PKCE S256, declared, nothing begins', async () => {
  for (const methods of [undefined, [], ['plain']]) {
    remote.issuerMetadata.code_challenge_methods_supported = methods
    await expect(discover(), String(methods)).rejects.toMatchObject({ code: 'pkce_unsupported' })
  }
})

// CVE-2026-104850: a server that names an authorization server of its own was given the secrets of the one before.
test('ROA-07: a server that names another authorization server than the known one changes nothing', async () => {
  const expectedIssuer = remote.issuer.origin
  remote.resourceMetadata.authorization_servers = [other.origin]
  await expect(discover({ expectedIssuer })).rejects.toMatchObject({ code: 'issuer_mismatch' })
  expect(other.received).toEqual([])
  remote.resourceMetadata.authorization_servers = [other.origin, expectedIssuer]
  expect(await discover({ expectedIssuer })).toMatchObject({ issuer: expectedIssuer })
  expect(other.received).toEqual([])
})

// CVE-2026-111769: a redirect to another origin was followed, with everything that was meant for the first.
test('ROA-08: metadata that redirects is not followed anywhere', async () => {
  const elsewhere = { status: 307, headers: { Location: `${other.origin}/` } }
  remote.issuer.answer('/.well-known/oauth-authorization-server', () => elsewhere)
  await expect(discover()).rejects.toMatchObject({ code: 'invalid_answer' })
  remote.server.answer('/.well-known/oauth-protected-resource/mcp', () => elsewhere)
  await expect(discover()).rejects.toMatchObject({ code: 'invalid_answer' })
  expect(other.received).toEqual([])
})

test('ROA-09: a document that is none is refused in our words, and repeats none of its own', async () => {
  const secret = '<script>of-the-server</script>'
  const scopes = { ...remote.resourceMetadata, scopes_supported: ['a b', secret] }
  for (const body of [secret, [], null, { resource: remote.url }, { ...scopes, resource: 7 }, scopes]) {
    remote.server.answer('/.well-known/oauth-protected-resource/mcp', () => ({ body: body ?? 'null' }))
    const error = await discover().catch((reason: Error) => reason)
    expect(error, JSON.stringify(body)).toMatchObject({ code: 'invalid_answer' })
    expect(inspect(error)).not.toContain('of-the-server')
  }
  remote.server.answer('/.well-known/oauth-protected-resource/mcp', () => ({ status: 503 }))
  await expect(discover()).rejects.toMatchObject({ code: 'unreachable' })
  remote.server.answer('/.well-known/oauth-protected-resource/mcp', () => ({ status: 404 }))
  await expect(discover()).rejects.toMatchObject({ code: 'no_metadata' })
  await other.stop()
  await expect(discover({ url: `${other.origin}/mcp` })).rejects.toMatchObject({ code: 'unreachable' })
  other = await startOddOrigin()
})

test('the challenge says where the metadata is and which scopes are needed first', async () => {
  remote.server.answer('/elsewhere', () => ({ body: remote.resourceMetadata }))
  const challenge = `Bearer resource_metadata="${remote.server.origin}/elsewhere", scope="notes:write notes:read"`
  remote.server.received.length = 0
  expect(await discover({ challenge })).toMatchObject({ scopes: ['notes:write', 'notes:read'] })
  expect(remote.server.received.map(({ path }) => path)).toEqual(['/elsewhere'])
  expect(await discover()).toMatchObject({ scopes: ['notes:read'] })
  delete remote.resourceMetadata.scopes_supported
  expect(await discover()).toMatchObject({ scopes: undefined })
})

test('an issuer with a path is found by OAuth, by OpenID Connect, and by its older place', async () => {
  const issuer = `${remote.issuer.origin}/tenant`
  remote.issuerMetadata.issuer = issuer
  remote.resourceMetadata.authorization_servers = [issuer]
  const places = [
    '/tenant/.well-known/openid-configuration',
    '/.well-known/openid-configuration/tenant',
    '/.well-known/oauth-authorization-server/tenant',
  ]
  for (const place of places) {
    remote.issuer.received.length = 0
    remote.issuer.answer(place, () => ({ body: remote.issuerMetadata }))
    expect(await discover()).toMatchObject({ issuer })
    expect(remote.issuer.received.at(-1)?.path).toBe(place)
  }
})
