import { createHash, randomUUID } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { calculateJwkThumbprint } from 'jose'
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
  encoding?: BufferEncoding
  /** Signs the proof, under the client's public key. */
  signer?: SigningKey
  scheme?: string
  shown?: string
  proof?: string
  /** Of the proof, made and signed already. */
  change?(proof: string): string
}

function nonceOf(): Promise<string> {
  return admit(token, 'DPoP', undefined).nonce
}

function admit(shown: string, scheme: string, proof: string | undefined) {
  const request = new IncomingMessage(new Socket())
  request.url = '/mcp'
  request.method = 'POST'
  const { host } = new URL(AUDIENCE)
  const authorization = `${scheme} ${shown}`
  request.headers = { host, authorization, ...(proof !== undefined && { dpop: proof }) }
  request.rawHeaders = ['Host', host, 'Authorization', authorization]
  const response = new ServerResponse(request)
  const outcome = guard.admit(request, response).then(
    () => 'admitted',
    (error: { fields?: { code: string } }) => error.fields?.code,
  )
  return { outcome, nonce: outcome.then(() => String(response.getHeader('DPoP-Nonce'))) }
}

/** Signed whatever its header says: no library makes some of these. */
async function proofWith({ claims, header, encoding, signer = clientKey }: Presentation): Promise<string> {
  const ath = createHash('sha256').update(token).digest('base64url')
  const usual = { jti: randomUUID(), htm: 'POST', htu: AUDIENCE, iat: now(), ath, nonce: await nonceOf() }
  const usualHeader = { typ: 'dpop+jwt', alg: 'ES256', jwk: clientKey.publicJwk }
  const text = `${inBase64({ ...usualHeader, ...header })}.${inBase64({ ...usual, ...claims }, encoding)}`
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  const signature = await crypto.subtle.sign(algorithm, signer.privateKey, Buffer.from(text))
  return `${text}.${Buffer.from(signature).toString('base64url')}`
}

function inBase64(value: unknown, encoding?: BufferEncoding): string {
  return Buffer.from(JSON.stringify(value), encoding).toString('base64url')
}

async function outcomeOf(presentation: Presentation = {}): Promise<string | undefined> {
  const { shown = token, scheme = 'DPoP', change = (proof) => proof } = presentation
  return admit(shown, scheme, presentation.proof ?? change(await proofWith(presentation))).outcome
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

test('a proof that is signed by another key than it names is refused, whether that key is known or not', async () => {
  const [thief, stranger] = [await newSigningKey('thief'), await newSigningKey('stranger')]
  expect(await outcomeOf({})).toBe('admitted')
  expect(await outcomeOf({ signer: thief })).toBe('invalid_dpop_proof')
  expect(await outcomeOf({ signer: thief, header: { jwk: stranger.publicJwk } })).toBe('invalid_dpop_proof')
})

test('a proof that contains its private key is refused, though the token is bound to that key', async () => {
  expect(await outcomeOf({ header: { jwk: { ...clientKey.publicJwk, d: 'A'.repeat(43) } } })).toBe('invalid_dpop_proof')
})

test('what else a client writes into its header or its key changes nothing', async () => {
  const jwk = { ...clientKey.publicJwk, kid: 'a key', use: 'sig', alg: 'ES256', ext: true }
  expect(await outcomeOf({ header: { jwk, kid: 'a key' } })).toBe('admitted')
})

/** RFC 7517 appendix A.1. */
const POINT = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
}

test.each<[string, Presentation]>([
  ['of another method', { claims: { htm: 'GET' } }],
  ['of another server', { claims: { htu: 'http://localhost:4002/mcp' } }],
  ['of another token', { claims: { ath: 'another' } }],
  ['that names no token', { claims: { ath: undefined } }],
  ['that is old', { claims: { iat: now() - 60 } }],
  ['of the future', { claims: { iat: now() + 120 } }],
  ['that is over by its own word', { claims: { exp: now() - 1 } }],
  ['that has not begun by its own word', { claims: { nbf: now() + 60 } }],
  ['without a name of its own', { claims: { jti: undefined } }],
  ['of another type', { header: { typ: 'JWT' } }],
  ['of no type', { header: { typ: undefined } }],
  ['that says it is not signed', { header: { alg: 'none' } }],
  ['that says it is signed with a secret', { header: { alg: 'HS256' } }],
  ['that says it is signed by another algorithm', { header: { alg: 'ES384' } }],
  ['with an extension that nobody understands', { header: { crit: ['b64'], b64: false } }],
  ['without a key', { header: { jwk: undefined } }],
  ['with a secret for a key', { header: { jwk: { kty: 'oct', k: 'c2VjcmV0' } } }],
  ['with a key that is no point of the curve', { header: { jwk: { ...POINT, x: 'A'.repeat(43) } } }],
  ['with a key of another curve', { header: { jwk: { ...POINT, crv: 'secp256k1' } } }],
  ['with a part too many', { change: (proof) => `${proof}.AAAA` }],
  ['without a signature', { change: (proof) => proof.replace(/[^.]*$/, '') }],
  ['whose signature is short', { change: (proof) => proof.slice(0, -2) }],
  ['whose claims are no JSON', { change: (proof) => proof.replace(/\.[^.]*\./, '.bm8.') }],
  ['whose header is no JSON', { change: (proof) => proof.replace(/^[^.]*/, 'bm8') }],
  ['whose claims are no UTF-8', { claims: { note: 'é' }, encoding: 'latin1' }],
  ['that is long', { claims: { note: 'x'.repeat(1_500) } }],
  ['with something else in base64url', { change: (proof) => proof.replace('.', '.=') }],
])('a proof %s is refused', async (_what, presentation) => {
  expect(await outcomeOf(presentation)).toBe('invalid_dpop_proof')
})

test('a proof without a nonce, or with one that is not ours, is answered with ours', async () => {
  expect(await outcomeOf({ claims: { nonce: undefined } })).toBe('use_dpop_nonce')
  expect(await outcomeOf({ claims: { nonce: 'A'.repeat(43) } })).toBe('use_dpop_nonce')
})
