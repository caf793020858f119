import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { TokenOrigin } from '@chaperone/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { remoteKeys } from '../jwt/remote-keys.ts'
import type { TrustedIssuer } from '../jwt/trusted-issuer.ts'
import { createCallerLimits } from '../limits/caller-limits.ts'
import { Refusal } from '../refusal.ts'
import { AUDIENCE, type KeyServer, newSigningKey, type SigningKey, startKeyServer } from '../testing/key-server.ts'
import { createGuard, type Guard } from './create-guard.ts'

let ourKey: SigningKey
let theirKey: SigningKey
let ours: KeyServer
let theirs: KeyServer
let issuers: TrustedIssuer[]
const revoked: TokenOrigin[] = []

function guardWith(trusted: TrustedIssuer[], isRevoked?: () => Promise<boolean>): Guard {
  return createGuard({
    server: 'tasks',
    resource: AUDIENCE,
    initialScopes: ['tasks:read'],
    issuers: trusted,
    revocations: {
      isRevoked:
        isRevoked ??
        (async (origins) => origins.some(({ kind, id }) => revoked.some((one) => one.kind === kind && one.id === id))),
    },
    apiKeys: 'refused',
    limits: createCallerLimits({ callsPerMinute: 1_000, concurrentCalls: 1_000 }),
    allowedOrigins: [],
    allowedHosts: [],
  })
}

function admit(guard: Guard, token: string) {
  const request = new IncomingMessage(new Socket())
  request.url = '/mcp'
  const { host } = new URL(AUDIENCE)
  request.headers = { host, authorization: `Bearer ${token}` }
  request.rawHeaders = ['Host', host, 'Authorization', `Bearer ${token}`]
  return guard.admit(request, new ServerResponse(request))
}

async function statusOf(admission: Promise<unknown>): Promise<number> {
  const error = await admission.catch((thrown: unknown) => thrown)
  if (!(error instanceof Refusal)) throw error
  return error.fields.status
}

beforeAll(async () => {
  ourKey = await newSigningKey('key')
  theirKey = await newSigningKey('key')
  ours = await startKeyServer([ourKey])
  theirs = await startKeyServer([theirKey])
  issuers = [
    { issuer: ours.url, keys: remoteKeys(ours.jwksUrl) },
    { issuer: theirs.url, keys: remoteKeys(theirs.jwksUrl), subjectPrefix: 'acme' },
  ]
})
afterAll(() => Promise.all([ours.close(), theirs.close()]))

describe('revocation', () => {
  test('a token is refused from the moment its session or its grant is revoked, and only that one', async () => {
    const guard = guardWith(issuers)
    const ofSession = await ours.token(ourKey, { sid: 'ses_a' })
    const ofGrant = await ours.token(ourKey, { grant_hash: 'a' })
    const ofAnother = await ours.token(ourKey, { sid: 'a', grant_hash: 'ses_a' })
    for (const token of [ofSession, ofGrant, ofAnother]) await admit(guard, token)

    revoked.push({ kind: 'session', id: 'ses_a' })
    expect(await statusOf(admit(guard, ofSession))).toBe(401)
    await admit(guard, ofGrant)
    revoked.push({ kind: 'grant', id: 'a' })
    expect(await statusOf(admit(guard, ofGrant))).toBe(401)
    await admit(guard, ofAnother)
  })

  test('when it cannot be known nobody is let in, and the token is not said to be bad', async () => {
    const guard = guardWith(issuers, () => Promise.reject(new Error('the database is gone')))
    await expect(admit(guard, await ours.token(ourKey))).rejects.toThrow('the database is gone')
  })
})

describe('two trusted issuers', () => {
  test('each is believed about its own subjects; those of the foreign one are never ours', async () => {
    const guard = guardWith(issuers)
    const claims = { sub: 'usr_alice', client_id: 'mcp-host', act: { sub: 'mcp-host' }, email: 'alice@example.com' }
    expect(await admit(guard, await ours.token(ourKey, claims))).toMatchObject({
      ...{ ownerId: 'usr_alice', clientId: 'mcp-host', actor: 'mcp-host', email: 'alice@example.com' },
    })
    const foreign = await admit(guard, await theirs.token(theirKey, claims))
    expect(foreign).toMatchObject({ ownerId: 'acme:usr_alice', clientId: 'acme:mcp-host', actor: 'acme:mcp-host' })
    expect(foreign.email).toBeUndefined()
    expect(guard.metadata.authorization_servers).toEqual([ours.url, theirs.url])
  })

  test('a key of one verifies no token that names the other, although both use the same key id', async () => {
    const guard = guardWith(issuers)
    expect(await statusOf(admit(guard, await theirs.token(theirKey, { iss: ours.url })))).toBe(401)
    expect(await statusOf(admit(guard, await ours.token(ourKey, { iss: theirs.url })))).toBe(401)
  })

  test('our own issuer cannot name a subject of the foreign one', async () => {
    const guard = guardWith(issuers)
    expect(await statusOf(admit(guard, await ours.token(ourKey, { sub: 'acme:usr_alice' })))).toBe(401)
  })

  test.each([undefined, '', 'https://elsewhere.example', ['http://localhost:3000'], 7])(
    'an issuer that is not trusted here is refused before any key is asked for: %j',
    async (iss) => {
      const guard = guardWith(issuers)
      const before = ours.requests + theirs.requests
      expect(await statusOf(admit(guard, await ours.token(ourKey, { iss })))).toBe(401)
      expect(ours.requests + theirs.requests).toBe(before)
    },
  )

  test('an issuer cannot revoke, or escape, by naming a session of ours', async () => {
    revoked.push({ kind: 'session', id: 'ses_ours' })
    const foreign = await theirs.token(theirKey, { sid: 'ses_ours' })
    expect(await admit(guardWith(issuers), foreign)).toMatchObject({ ownerId: 'acme:usr_alice' })
  })

  test('a list that mixes up issuers or prefixes does not start', () => {
    const [own, foreign] = issuers as [TrustedIssuer, TrustedIssuer]
    const again = { ...foreign, issuer: 'https://third.example' }
    const bare = { issuer: 'https://third.example', keys: foreign.keys }
    for (const mixed of [
      [],
      [own, own],
      [own, foreign, again],
      [own, bare],
      [own, { ...foreign, issuer: own.issuer }],
    ]) {
      expect(() => guardWith(mixed)).toThrow('trusted issuer')
    }
  })
})
