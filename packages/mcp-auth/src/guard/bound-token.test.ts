import { createHash, randomUUID } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { calculateJwkThumbprint, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { remoteKeys } from '../jwt/remote-keys.ts'
import { createCallerLimits } from '../limits/caller-limits.ts'
import { AUDIENCE, type KeyServer, newSigningKey, type SigningKey, startKeyServer } from '../testing/key-server.ts'
import { createGuard, type Guard } from './create-guard.ts'

let issuer: KeyServer
let issuerKey: SigningKey
let clientKey: SigningKey
let guard: Guard
/** Bound to the client's key. */
let token: string

beforeAll(async () => {
  issuerKey = await newSigningKey('issuer')
  clientKey = await newSigningKey('client')
  issuer = await startKeyServer([issuerKey])
  token = await issuer.token(issuerKey, { cnf: { jkt: await calculateJwkThumbprint(clientKey.publicJwk) } })
  guard = createGuard({
    server: 'tasks',
    resource: AUDIENCE,
    initialScopes: ['tasks:read'],
    issuers: [{ issuer: issuer.url, keys: remoteKeys(issuer.jwksUrl) }],
    revocations: { isRevoked: async () => false },
    apiKeys: 'refused',
    limits: createCallerLimits({ callsPerMinute: 1_000, concurrentCalls: 1_000 }),
    allowedOrigins: [],
    allowedHosts: [],
  })
})
afterAll(() => issuer.close())

interface Presentation {
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
  /** Signs the proof, under the client's public key. */
  signer?: SigningKey
  scheme?: string
  shown?: string
  proof?: string
}

function nonceOf(): Promise<string> {
  return admit(token, 'DPoP', undefined).nonce
}

function admit(shown: string, scheme: string, proof: string | undefined) {
  const request = new IncomingMessage(new Socket())
  request.url = '/mcp'
  request.method = 'POST'
  const authorization = `${scheme} ${shown}`
  request.headers = { host: new URL(AUDIENCE).host, authorization, ...(proof !== undefined && { dpop: proof }) }
  request.rawHeaders = ['Authorization', authorization]
  const response = new ServerResponse(request)
  const outcome = guard.admit(request, response).then(
    () => 'admitted',
    (error: { fields?: { code: string } }) => error.fields?.code,
  )
  return { outcome, nonce: outcome.then(() => String(response.getHeader('DPoP-Nonce'))) }
}

async function proofWith({ claims, header, signer = clientKey }: Presentation): Promise<string> {
  const ath = createHash('sha256').update(token).digest('base64url')
  const usual = { jti: randomUUID(), htm: 'POST', htu: AUDIENCE, iat: now(), ath, nonce: await nonceOf() }
  const jwk = clientKey.publicJwk
  return new SignJWT({ ...usual, ...claims })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk, ...header })
    .sign(signer.privateKey)
}

async function outcomeOf(presentation: Presentation = {}): Promise<string | undefined> {
  const { shown = token, scheme = 'DPoP' } = presentation
  return admit(shown, scheme, presentation.proof ?? (await proofWith(presentation))).outcome
}

function now(): number {
  return Math.floor(Date.now() / 1_000)
}

test('a bound token with a proof of its key is admitted, and the proof once', async () => {
  const proof = await proofWith({})
  expect(await outcomeOf({ proof })).toBe('admitted')
  expect(await outcomeOf({ proof })).toBe('invalid_dpop_proof')
})

test('a bound token is no bearer token, and an unbound one cannot be shown with a proof', async () => {
  expect(await outcomeOf({ scheme: 'Bearer' })).toBe('invalid_token')
  const unbound = await issuer.token(issuerKey)
  const ath = createHash('sha256').update(unbound).digest('base64url')
  expect(await outcomeOf({ shown: unbound, claims: { ath } })).toBe('invalid_token')
})

test('a proof by another key, honest in itself, proves nothing for this token', async () => {
  const thief = await newSigningKey('thief')
  expect(await outcomeOf({ signer: thief, header: { jwk: thief.publicJwk } })).toBe('invalid_token')
})

test.each<[string, Presentation]>([
  ['of another method', { claims: { htm: 'GET' } }],
  ['of another server', { claims: { htu: 'http://localhost:4002/mcp' } }],
  ['of another token', { claims: { ath: 'another' } }],
  ['that names no token', { claims: { ath: undefined } }],
  ['that is old', { claims: { iat: now() - 60 } }],
  ['of the future', { claims: { iat: now() + 120 } }],
  ['of another type', { header: { typ: 'JWT' } }],
])('a proof %s is refused', async (_what, presentation) => {
  expect(await outcomeOf(presentation)).toBe('invalid_dpop_proof')
})

test('a proof without a nonce, or with one that is not ours, is answered with ours', async () => {
  expect(await outcomeOf({ claims: { nonce: undefined } })).toBe('use_dpop_nonce')
  expect(await outcomeOf({ claims: { nonce: 'A'.repeat(43) } })).toBe('use_dpop_nonce')
})
