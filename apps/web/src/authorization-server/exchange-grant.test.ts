import { randomUUID } from 'node:crypto'
import { ACCESS_TOKEN_URN, CLIENT_ASSERTION_URN, TOKEN_EXCHANGE_GRANT, type TokenOrigin } from '@chaperone/contracts'
import { calculateJwkThumbprint, decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database, revocations } from '../database.ts'
import { serveAuthorization } from '../testing/authorization-server-over-http.ts'
import { auditOf, useWebDatabase } from '../testing/web-database.ts'
import { keyRing } from './key-ring.ts'
import { mintToken } from './mint-token.ts'

const ISSUER = 'http://localhost:3000'
const HOST = `${ISSUER}/api/host`
const TASKS = 'http://localhost:4003/mcp'
const CALENDAR = 'http://localhost:4002/mcp'
const dana = { id: 'usr_dana', email: 'dana@acme.example' }
const session: TokenOrigin = { kind: 'session', id: 'ses_dana' }
const newKey = () => generateKeyPair('ES256', { extractable: true })
const [hostKey, otherKey, proofKey] = await Promise.all([newKey(), newKey(), newKey()])
const jwk = { ...(await exportJWK(hostKey.publicKey)), kid: 'host' }
// The environment is read when it is first needed.
process.env.HOST_CLIENT_JWKS = JSON.stringify({ keys: [jwk] })
useWebDatabase(dana)

let served: Awaited<ReturnType<typeof serveAuthorization>>
beforeAll(async () => {
  await database().unowned.scopeAssignment.createMany({
    data: [
      { userId: dana.id, resource: 'host', scopes: ['host:read', 'host:call'] },
      { userId: dana.id, resource: 'tasks', scopes: ['tasks:read', 'tasks:write'] },
      { userId: dana.id, resource: 'calendar', scopes: ['calendar:read'] },
    ],
  })
  // Registered by the operator, with a key, and with the grant in its metadata.
  const metadata = {
    redirect_uris: ['https://agent.example/callback'],
    grant_types: ['authorization_code', TOKEN_EXCHANGE_GRANT],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [{ ...(await exportJWK(otherKey.publicKey)), kid: 'other' }] },
  }
  await database().unowned.client.create({ data: { id: 'cli_other', name: 'Other', metadata } })
  served = await serveAuthorization()
})
afterAll(() => served.close())

type Fields = Record<string, string | string[] | undefined>

async function assertion({ client = 'mcp-host', key = hostKey, kid = 'host' } = {}): Promise<Fields> {
  const claims = { iss: client, sub: client, aud: ISSUER, jti: randomUUID() }
  const jwt = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).setIssuedAt().setExpirationTime('60s')
  return {
    client_id: client,
    client_assertion_type: CLIENT_ASSERTION_URN,
    client_assertion: await jwt.sign(key.privateKey),
  }
}

async function proof(htu = `${ISSUER}/oauth/token`): Promise<string> {
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(proofKey.publicKey) }
  return new SignJWT({ htm: 'POST', htu, jti: randomUUID() })
    .setProtectedHeader(header)
    .setIssuedAt()
    .sign(proofKey.privateKey)
}

const hostToken = async (origin = session) => (await mintToken({ userId: dana.id, origin, identifier: HOST })).token

/** Dana's token for the host, signed by the issuer, with other claims. */
async function signedByIssuer(change: JWTPayload): Promise<string> {
  const [key] = (await keyRing()).keys
  const claims = { ...decodeJwt(await hostToken()), ...change }
  const header = { alg: 'ES256', typ: 'at+jwt', kid: String(key?.kid) }
  return new SignJWT(claims).setProtectedHeader(header).sign(key as never)
}

/** The honest request, but for what is changed. */
async function exchange(change: Fields = {}, headers: Record<string, string> = {}) {
  const fields: Fields = {
    grant_type: TOKEN_EXCHANGE_GRANT,
    subject_token: await hostToken(),
    subject_token_type: ACCESS_TOKEN_URN,
    resource: TASKS,
    scope: 'tasks:read',
    ...(await assertion()),
    ...change,
  }
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]))
  const response = await fetch(`${served.address}/oauth/token`, {
    method: 'POST',
    headers: { DPoP: await proof(), ...headers },
    body: new URLSearchParams(pairs),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const claimsOf = ({ body }: Awaited<ReturnType<typeof exchange>>) => decodeJwt(String(body.access_token))

/** The honest request works, and the changed one gets no token. */
async function expectRefused(change: Fields, error: string, headers?: Record<string, string>): Promise<void> {
  expect((await exchange()).status).toBe(200)
  const refused = await exchange(change, headers)
  expect({ change, ...refused }).toMatchObject({ body: { error } })
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect(refused.body).not.toHaveProperty('access_token')
}

test('the host gets a short token for one server, bound to the key of the session, that names it as the actor', async () => {
  const answer = await exchange()
  expect(answer).toMatchObject({
    status: 200,
    body: { issued_token_type: ACCESS_TOKEN_URN, token_type: 'DPoP', expires_in: 300, scope: 'tasks:read' },
  })
  expect(claimsOf(answer)).toMatchObject({
    iss: ISSUER,
    sub: dana.id,
    aud: TASKS,
    scope: 'tasks:read',
    client_id: 'mcp-host',
    act: { sub: 'mcp-host' },
    sid: session.id,
    cnf: { jkt: await calculateJwkThumbprint(await exportJWK(proofKey.publicKey)) },
  })
  const { iat = 0, exp = 0 } = claimsOf(answer)
  expect(exp - iat).toBe(300)
  expect(await auditOf(dana.id)).toContainEqual(
    expect.objectContaining({ clientId: 'mcp-host', verdict: 'allowed', reason: 'exchanged for tasks' }),
  )
  // What a program was allowed ends with what it was allowed by.
  const ofProgram = await exchange({ subject_token: await hostToken({ kind: 'grant', id: 'of a program' }) })
  expect(claimsOf(ofProgram)).toMatchObject({ grant_hash: 'of a program' })
  // Of the host's other door, bound to the key of a program, which has shown its proof there.
  const bound = await signedByIssuer({ aud: `${ISSUER}/mcp`, cnf: { jkt: 'of a program' } })
  expect((await exchange({ subject_token: bound })).status).toBe(200)
  // To list tools: everything the person has there, and nothing else.
  expect(claimsOf(await exchange({ scope: undefined }))).toMatchObject({ scope: 'tasks:read tasks:write' })
})

test('EXC-01: nobody but the host exchanges, and it by its key alone, each proof of it once', async () => {
  const used = await assertion()
  expect((await exchange(used)).status).toBe(200)
  await expectRefused(used, 'invalid_client')
  await expectRefused(await assertion({ key: otherKey }), 'invalid_client')
  await expectRefused({ client_assertion: undefined, client_assertion_type: undefined }, 'invalid_client')
  const none = { client_assertion: undefined, client_assertion_type: undefined }
  await expectRefused({ ...none, client_id: 'chaperone-cli' }, 'invalid_request')
  const other = await assertion({ client: 'cli_other', key: otherKey, kid: 'other' })
  await expectRefused(other, 'unauthorized_client')
})

test('EXC-02: no server exchanges the token it was shown, nor does anybody one for two', async () => {
  const ofServer = await mintToken({ userId: dana.id, origin: session, identifier: CALENDAR })
  await expectRefused({ subject_token: ofServer.token }, 'invalid_request')
  await expectRefused({ subject_token: String((await exchange()).body.access_token) }, 'invalid_request')
  // Whatever else it says.
  await expectRefused({ subject_token: await signedByIssuer({ aud: CALENDAR }) }, 'invalid_request')
  await expectRefused({ subject_token: await signedByIssuer({ aud: [HOST, TASKS] }) }, 'invalid_request')
})

test.each<[string, () => Promise<Fields>]>([
  ['has ended', async () => ({ subject_token: await signedByIssuer({ exp: Math.floor(Date.now() / 1_000) - 10 }) })],
  ['is of another issuer', async () => ({ subject_token: await signedByIssuer({ iss: 'https://evil.example' }) })],
  ['says that somebody acts already', async () => ({ subject_token: await signedByIssuer({ act: { sub: 'agent' } }) })],
  ['allows no calls', async () => ({ subject_token: await signedByIssuer({ scope: 'host:read' }) })],
  ['ends with nothing', async () => ({ subject_token: await signedByIssuer({ sid: undefined }) })],
  ['is of a program', async () => ({ subject_token: await signedByIssuer({ sub: 'svc_x', client_id: 'svc_x' }) })],
  ['is nonsense', async () => ({ subject_token: 'nonsense' })],
  ['is altered', async () => ({ subject_token: `${(await hostToken()).slice(0, -6)}AAAAAA` })],
  [
    'is said to be a refresh token',
    async () => ({ subject_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' }),
  ],
  ['is said to be an ID token', async () => ({ subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' })],
  ['is missing', async () => ({ subject_token: undefined })],
])('EXC-03: a token that %s is not exchanged', async (_what, change) => {
  await expectRefused(await change(), 'invalid_request')
})

test.each<[string, Fields]>([
  ['two servers', { resource: [TASKS, CALENDAR] }],
  ['no server', { resource: undefined }],
  ['one that is none of ours', { resource: 'https://evil.example/mcp' }],
  ['the host itself', { resource: HOST }],
  ['one by address and another by name', { audience: CALENDAR }],
])('EXC-04: nothing is exchanged for a token for %s', (_what, change) => expectRefused(change, 'invalid_target'))

test.each(['tasks:read tasks:delete', 'tasks:delete', 'calendar:read', 'host:call'])(
  'EXC-05: the scope %j, which the person does not have there, is not had by exchange',
  (scope) => expectRefused({ scope }, 'invalid_scope'),
)

test('EXC-06: a token is bound to the key that was proven, and without a new proof there is none', async () => {
  await expectRefused({}, 'invalid_dpop_proof', { DPoP: '' })
  await expectRefused({}, 'invalid_dpop_proof', { DPoP: await proof(TASKS) })
  const used = await proof()
  expect((await exchange({}, { DPoP: used })).status).toBe(200)
  await expectRefused({}, 'invalid_grant', { DPoP: used })
})

test('EXC-07: nothing makes it forget who acts, act through another, or give a token that lasts', async () => {
  const jwt = 'urn:ietf:params:oauth:token-type:jwt'
  await expectRefused({ actor_token: await hostToken(), actor_token_type: ACCESS_TOKEN_URN }, 'invalid_request')
  await expectRefused({ actor_token_type: jwt }, 'invalid_request')
  const refresh = 'urn:ietf:params:oauth:token-type:refresh_token'
  await expectRefused({ requested_token_type: refresh }, 'invalid_request')
  const wanted = await exchange({ act: '', may_act: '{}', scope: 'tasks:read', requested_token_type: ACCESS_TOKEN_URN })
  expect(claimsOf(wanted)).toMatchObject({ act: { sub: 'mcp-host' } })
  expect(wanted.body).not.toHaveProperty('refresh_token')
  await expectRefused({ scope: 'tasks:read offline_access' }, 'invalid_scope')
})

test('EXC-08: nothing is exchanged once the session has ended', async () => {
  const origin: TokenOrigin = { kind: 'session', id: 'ses_over' }
  const subject = await hostToken(origin)
  expect((await exchange({ subject_token: subject })).status).toBe(200)
  await revocations().revoke(origin)
  await expectRefused({ subject_token: subject }, 'invalid_request')
})
