import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OddOrigin, startOddOrigin } from '../testing/odd-origin.ts'
import { callbackOf, type OddRemote, REDIRECT_URI, startOddRemote } from '../testing/odd-remote.ts'
import { beginAuthorization, type PendingAuthorization } from './begin-authorization.ts'
import { discoverRemote } from './discover-remote.ts'
import { type FinishOrder, finishAuthorization } from './finish-authorization.ts'

let remote: OddRemote
let other: OddOrigin

beforeEach(async () => {
  ;[remote, other] = await Promise.all([startOddRemote(), startOddOrigin()])
  // The honest case: each attack below changes one thing.
  const { pending } = await begin()
  expect(await finish(pending)).toMatchObject({ accessToken: 'access-1', refreshToken: 'refresh-1' })
  expect(remote.tokenRequests()).toHaveLength(1)
  remote.issuer.received.length = 0
})

afterEach(async () => {
  await Promise.all([remote.stop(), other.stop()])
})

async function begin(): Promise<{ url: URL; pending: PendingAuthorization }> {
  const found = await discoverRemote({ url: remote.url, fetch, allowLoopbackHttp: true })
  const begun = await beginAuthorization({ remote: found, client: remote.client, redirectUri: REDIRECT_URI })
  return { url: new URL(begun.url), pending: JSON.parse(JSON.stringify(begun.pending)) }
}

function finish(pending: PendingAuthorization, change: Partial<FinishOrder> = {}) {
  return finishAuthorization({ pending, callback: callbackOf(pending), client: remote.client, fetch, ...change })
}

test('the code is exchanged with its verifier, for one resource, by the registered client', async () => {
  const { url, pending } = await begin()
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: 'code',
    client_id: 'chaperone',
    redirect_uri: REDIRECT_URI,
    resource: remote.url,
    scope: 'notes:read',
    state: pending.state,
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  })
  const tokens = await finish(pending)
  expect(tokens).toMatchObject({ issuer: remote.issuer.origin, resource: remote.url, scopes: ['notes:read'] })
  expect(tokens.expiresAtSeconds).toBeGreaterThan(Date.now() / 1_000 + 290)
  expect(Object.fromEntries(remote.tokenRequests()[0] ?? [])).toEqual({
    grant_type: 'authorization_code',
    code: 'code-1',
    code_verifier: pending.codeVerifier,
    redirect_uri: REDIRECT_URI,
    resource: remote.url,
  })
})

test('ROA-10: an answer to another authorization is not taken for this one', async () => {
  const { pending } = await begin()
  const { pending: another } = await begin()
  const twice = callbackOf(pending)
  twice.append('state', another.state)
  for (const callback of [callbackOf(pending, { state: another.state }), callbackOf(pending, { state: null })]) {
    await expect(finish(pending, { callback })).rejects.toMatchObject({ code: 'state_mismatch' })
  }
  await expect(finish(pending, { callback: twice })).rejects.toMatchObject({ code: 'invalid_answer' })
  expect(remote.tokenRequests()).toEqual([])
})

test('ROA-11: a code of one authorization server is not sent to another, by whatever it is mixed up', async () => {
  const { pending } = await begin()
  const { issuer } = pending.remote
  for (const iss of ['https://honest.test', `${issuer}/`, issuer.replace('http', 'HTTP'), null]) {
    const callback = callbackOf(pending, { iss })
    await expect(finish(pending, { callback }), String(iss)).rejects.toMatchObject({ code: 'issuer_mismatch' })
  }
  const twice = callbackOf(pending)
  twice.append('iss', 'https://honest.test')
  await expect(finish(pending, { callback: twice })).rejects.toMatchObject({ code: 'invalid_answer' })

  remote.issuerMetadata.authorization_response_iss_parameter_supported = undefined
  const { pending: unadvertised } = await begin()
  const stranger = callbackOf(unadvertised, { iss: 'https://honest.test' })
  await expect(finish(unadvertised, { callback: stranger })).rejects.toMatchObject({ code: 'issuer_mismatch' })
  expect(remote.tokenRequests()).toEqual([])
  expect(await finish(unadvertised, { callback: callbackOf(unadvertised, { iss: null }) })).toHaveProperty(
    'accessToken',
  )
})

// CVE-2025-62800 and CVE-2026-77272: the callback page showed what the address bar said.
test('ROA-12: an error of an answer is believed after state and issuer, and its words reach nobody', async () => {
  const { pending } = await begin()
  const error = { code: null, error: 'access_denied', error_description: '<script>of-the-server</script>' }
  const strayed = callbackOf(pending, { ...error, iss: 'https://honest.test' })
  await expect(finish(pending, { callback: strayed })).rejects.toMatchObject({ code: 'issuer_mismatch' })
  const unasked = callbackOf(pending, { ...error, state: 'x' })
  await expect(finish(pending, { callback: unasked })).rejects.toMatchObject({ code: 'state_mismatch' })

  const denied = await finish(pending, { callback: callbackOf(pending, error) }).catch((reason: Error) => reason)
  expect(denied).toMatchObject({ code: 'access_denied' })
  expect(inspect(denied)).not.toContain('of-the-server')
  const markup = callbackOf(pending, { ...error, error: '<script>of-the-server</script>' })
  const refused = await finish(pending, { callback: markup }).catch((reason: Error) => reason)
  expect(refused).toMatchObject({ code: 'refused' })
  expect(inspect(refused)).not.toContain('of-the-server')
})

test('ROA-13: metadata that changes while the browser is away does not move the code elsewhere', async () => {
  const { pending } = await begin()
  remote.issuerMetadata.token_endpoint = `${other.origin}/token`
  remote.resourceMetadata.authorization_servers = [other.origin]
  await finish(pending)
  expect(other.received).toEqual([])
  expect(remote.tokenRequests()).toHaveLength(1)
})

test('ROA-14: a token endpoint that redirects does not move the code and the secret elsewhere', async () => {
  const { pending } = await begin()
  for (const status of [301, 302, 303, 307, 308]) {
    remote.issuer.answer('/token', () => ({ status, headers: { Location: `${other.origin}/token` } }))
    await expect(finish(pending), String(status)).rejects.toMatchObject({ code: 'invalid_answer' })
  }
  expect(other.received).toEqual([])
})

test('ROA-15: another client does not finish what one began', async () => {
  const { pending } = await begin()
  const another = { ...remote.client, clientId: 'another' }
  await expect(finish(pending, { client: another })).rejects.toMatchObject({ code: 'issuer_mismatch' })
  const elsewhere = { ...remote.client, issuer: other.origin }
  await expect(finish(pending, { client: elsewhere })).rejects.toMatchObject({ code: 'issuer_mismatch' })
  expect(remote.tokenRequests()).toEqual([])
})

test('ROA-16: a token that is no bearer token, or could not stand in a header, is not taken, nor put in an error', async () => {
  const { pending } = await begin()
  const odd = [
    { token_type: 'mac' },
    { token_type: 'DPoP' },
    { token_type: undefined },
    { access_token: 'a\r\nX-Injected: 1' },
    { access_token: 'a b' },
    { access_token: '' },
    { access_token: 'a'.repeat(20_000) },
    { access_token: { toString: 'x' } },
    { expires_in: -1 },
    { scope: ['notes:read'] },
  ]
  for (const change of odd) {
    remote.issuer.answer('/token', () => ({ body: { ...remote.tokenAnswer, ...change } }))
    const error = await finish(pending).catch((reason: Error) => reason)
    expect(error, JSON.stringify(change)).toMatchObject({ code: 'invalid_answer' })
    expect(inspect(error)).not.toMatch(/access-1|refresh-1/)
  }
  remote.issuer.answer('/token', () => ({ body: 'not json' }))
  await expect(finish(pending)).rejects.toMatchObject({ code: 'invalid_answer' })
})

// CVE-2026-34511: the verifier was the state, so whoever saw the address could redeem the code.
test('ROA-17: the verifier stands in no address, and nothing of it is used twice', async () => {
  const first = await begin()
  const second = await begin()
  for (const { url, pending } of [first, second]) {
    expect(url.href).not.toContain(pending.codeVerifier)
    expect(pending.codeVerifier).not.toBe(pending.state)
  }
  expect(first.pending.codeVerifier).not.toBe(second.pending.codeVerifier)
  expect(first.pending.state).not.toBe(second.pending.state)
})

test('a refusal of the token endpoint is a refusal, and a failure may be tried again', async () => {
  const { pending } = await begin()
  remote.issuer.answer('/token', () => ({ status: 400, body: { error: 'invalid_grant', error_description: '<b>' } }))
  await expect(finish(pending)).rejects.toMatchObject({ code: 'refused', message: expect.not.stringContaining('<b>') })
  remote.issuer.answer('/token', () => ({ status: 401, headers: { 'WWW-Authenticate': 'Basic realm="<b>"' } }))
  await expect(finish(pending)).rejects.toMatchObject({ code: 'refused', message: expect.not.stringContaining('<b>') })
  remote.issuer.answer('/token', () => ({ status: 503 }))
  await expect(finish(pending)).rejects.toMatchObject({ code: 'unreachable' })
})
