import { randomUUID } from 'node:crypto'
import { JWT_BEARER_GRANT, resourceScopes } from '@chaperone/contracts'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { OAuth2Server } from 'oauth2-mock-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '../database.ts'
import { serveAuthorization } from '../testing/authorization-server-over-http.ts'
import { useWebDatabase } from '../testing/web-database.ts'

const ISSUER = 'http://localhost:3000'
const TASKS = 'http://localhost:4003/mcp'
const person = { id: 'usr_dana', email: 'dana@acme.example' }
const idp = new OAuth2Server()
const key = await generateKeyPair('ES256', { extractable: true })
let served: Awaited<ReturnType<typeof serveAuthorization>>
let tokenEndpoint = ''

// The environment is read when it is first needed, so the identity provider must be there before.
await idp.issuer.keys.generate('RS256')
await idp.start(0, '127.0.0.1')
const provider = {
  issuer: idp.issuer.url,
  jwksUrl: `${idp.issuer.url}/jwks`,
  algorithm: 'RS256',
  domains: ['acme.example'],
}
process.env.IDENTITY_PROVIDERS = JSON.stringify([provider])
useWebDatabase(person)

beforeAll(async () => {
  await database().unowned.scopeAssignment.create({
    data: { userId: person.id, resource: 'tasks', scopes: ['tasks:read', 'tasks:write'] },
  })
  // Somebody of another company, who is a person here as well.
  await database().unowned.user.create({
    data: { id: 'usr_alice', email: 'alice@example.com', name: 'Alice', passwordHash: 'none' },
  })
  await database().unowned.scopeAssignment.create({
    data: { userId: 'usr_alice', resource: 'tasks', scopes: ['tasks:read'] },
  })
  const jwk = { ...(await exportJWK(key.publicKey)), alg: 'ES256', use: 'sig', kid: 'one' }
  const metadata = {
    redirect_uris: ['https://agent.example/callback'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [jwk] },
  }
  await database().unowned.client.createMany({
    data: ['cli_one', 'cli_two'].map((id) => ({ id, name: id, metadata: metadata as never })),
  })
  served = await serveAuthorization()
  tokenEndpoint = `${served.address}/oauth/token`
})
afterAll(async () => {
  await served.close()
  await idp.stop()
})

interface Change {
  header?: Record<string, unknown>
  claims?: Record<string, unknown>
  fields?: Record<string, string>
  headers?: Record<string, string>
  client?: string
  key?: CryptoKey
}

/** What the company's identity provider gives the client for one person. */
async function assertionFor({ header, claims, key: otherKey }: Change): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  const said = {
    sub: 'dana-at-acme',
    aud: ISSUER,
    client_id: 'cli_one',
    jti: randomUUID(),
    email: person.email,
    email_verified: true,
    resource: TASKS,
    scope: 'tasks:read',
    iat: now,
    exp: now + 120,
    ...claims,
  }
  if (!otherKey) {
    return idp.issuer.buildToken({
      scopesOrTransform: (typed, payload) => {
        Object.assign(typed, { typ: 'oauth-id-jag+jwt' }, header)
        Object.assign(payload, said)
      },
    })
  }
  const { kid } = idp.issuer.keys.toJSON()[0] as { kid: string }
  const typed = { alg: 'ES256', typ: 'oauth-id-jag+jwt', kid }
  return new SignJWT({ ...said, iss: String(idp.issuer.url) }).setProtectedHeader(typed).sign(otherKey)
}

async function redeem(assertion: string, { fields, headers = {}, client = 'cli_one' }: Change = {}) {
  const now = Math.floor(Date.now() / 1_000)
  const clientAssertion = new SignJWT({
    iss: client,
    sub: client,
    aud: ISSUER,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
  })
  const response = await fetch(tokenEndpoint, {
    method: 'POST',
    headers,
    body: new URLSearchParams({
      grant_type: JWT_BEARER_GRANT,
      assertion,
      resource: TASKS,
      client_id: client,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await clientAssertion.setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(key.privateKey),
      ...fields,
    }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const attempt = async (change: Change = {}) => redeem(await assertionFor(change), change)

test('a client gets a token for the person of whom the company speaks, and no more than all three allow', async () => {
  const { status, body } = await attempt()
  expect({ status, scope: body.scope }).toEqual({ status: 200, scope: 'tasks:read' })
  const [, payload = ''] = String(body.access_token).split('.')
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    iss: ISSUER,
    sub: person.id,
    aud: TASKS,
    client_id: 'cli_one',
    grant_hash: expect.any(String),
  })
  expect(body.refresh_token).toBeUndefined()
  // The person has no right to share, whatever the company says.
  expect((await attempt({ claims: { scope: resourceScopes.tasks.join(' ') } })).body.scope).toBe(
    'tasks:read tasks:write',
  )
})

const stranger = (await generateKeyPair('ES256')).privateKey

test.each<[string, Change]>([
  ['of another type', { header: { typ: 'JWT' } }],
  ['made for another authorization server', { claims: { aud: 'https://other.example' } }],
  ['made for two', { claims: { aud: [ISSUER, 'https://other.example'] } }],
  ['issued for another client', { claims: { client_id: 'cli_two' } }],
  ['that has ended', { claims: { exp: Math.floor(Date.now() / 1_000) - 60 } }],
  ['that is an hour old', { claims: { iat: Math.floor(Date.now() / 1_000) - 3_600 } }],
  ['without an id', { claims: { jti: undefined } }],
  ['by a key that is not the provider’s', { key: stranger }],
  ['of another issuer', { claims: { iss: 'https://evil.example' } }],
  ['about somebody of another company', { claims: { email: 'alice@example.com' } }],
  ['about an address that is not verified', { claims: { email_verified: false } }],
  ['about nobody here', { claims: { email: 'erin@acme.example' } }],
])('an assertion %s is refused', async (_what, change) => {
  expect(await attempt(change)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
})

test('nothing is gained by other words in the request', async () => {
  expect((await attempt({ fields: { resource: 'http://localhost:4002/mcp' } })).body.error).toBe('invalid_target')
  expect((await attempt({ fields: { scope: 'tasks:delete' } })).body.error).toBe('invalid_scope')
  expect((await attempt({ fields: { assertion: 'nonsense' } })).body.error).toBe('invalid_grant')
  expect((await attempt({ client: 'cli_two' })).body.error).toBe('invalid_grant')
  // A token that is not bound would be less than was asked for.
  expect((await attempt({ headers: { DPoP: 'a proof' } })).status).toBe(400)
  expect((await attempt({ claims: { cnf: { jkt: 'a key' } } })).body.error).toBe('invalid_grant')
})

test('an assertion works once, also for several requests at the same moment', async () => {
  const assertion = await assertionFor({})
  const answers = await Promise.all(Array.from({ length: 6 }, () => redeem(assertion)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect((await redeem(assertion)).status).toBe(400)
})

test('a client that cannot prove who it is has no use for one, whatever it says of itself', async () => {
  const metadata = { redirect_uris: [], response_types: [], grant_types: [JWT_BEARER_GRANT] }
  await database().unowned.client.create({ data: { id: 'cli_open', name: 'Open', metadata } })
  const assertion = await assertionFor({ claims: { client_id: 'cli_open' } })
  const body = new URLSearchParams({
    grant_type: JWT_BEARER_GRANT,
    assertion,
    resource: TASKS,
    client_id: 'cli_open',
  })
  const response = await fetch(tokenEndpoint, { method: 'POST', body })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: 'unauthorized_client' })
})
