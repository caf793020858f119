import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ACCESS_TOKEN_URN } from '@chaperone/contracts'
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createProofKey } from '../proof-key.ts'
import type { MintOrder } from '../storage.ts'
import { alice } from '../testing/host-in-memory.ts'
import { exchangeMinter } from './exchange-minter.ts'

const ISSUER = 'https://issuer.test'
const ENDPOINT = `${ISSUER}/oauth/token`
const TASKS = 'http://localhost:4003/mcp'
const key = { ...(await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey)), kid: 'host' }
const proofKey = await createProofKey()
const order: MintOrder = {
  ...proofKey,
  principal: { ...alice, hostToken: async () => 'the token for the host' },
  resource: TASKS,
  scopes: ['tasks:read'],
}

interface Asked {
  form: Record<string, string>
  proof: string
  url: string | undefined
}
type Answer = (response: ServerResponse, asked: Asked) => void

let answer: Answer
let asked: Asked[]
let address: string
const server = createServer(async (request: IncomingMessage, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  const form = Object.fromEntries(new URLSearchParams(body))
  asked.push({ form, proof: String(request.headers.dpop), url: request.url })
  answer(response, asked.at(-1) as Asked)
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth/token`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  asked = []
  answer = (response) => json(response, 200, granted())
})

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
}

function granted(claims: object = {}, change: object = {}) {
  const now = Math.floor(Date.now() / 1_000)
  const said = {
    ...{ iss: ISSUER, aud: TASKS, sub: alice.userId, client_id: 'mcp-host', jti: 'one', iat: now, exp: now + 300 },
    cnf: { jkt: proofKey.thumbprint },
    ...claims,
  }
  const token = new UnsecuredJWT(said).encode()
  return {
    ...{ access_token: token, issued_token_type: ACCESS_TOKEN_URN, token_type: 'DPoP', expires_in: 300 },
    ...change,
  }
}

const mint = (change: Partial<MintOrder> = {}) =>
  exchangeMinter({ issuer: ISSUER, endpoint: ENDPOINT, address, key: key as never }).mint({ ...order, ...change })

test('the host shows the person’s token, proves itself and the session’s key, and gets a token for one server', async () => {
  const { token, expiresAtSeconds } = await mint()
  expect(decodeJwt(token).aud).toBe(TASKS)
  expect(expiresAtSeconds - Date.now() / 1_000).toBeLessThanOrEqual(300)
  const [{ form, proof }] = asked as [Asked]
  expect(form).toMatchObject({
    subject_token: 'the token for the host',
    subject_token_type: ACCESS_TOKEN_URN,
    resource: TASKS,
    scope: 'tasks:read',
  })
  const assertion = decodeJwt(String(form.client_assertion))
  expect(assertion).toMatchObject({ iss: 'mcp-host', sub: 'mcp-host', aud: ISSUER })
  expect(Number(assertion.exp) - Number(assertion.iat)).toBe(60)
  expect(decodeProtectedHeader(String(form.client_assertion))).toEqual({ alg: 'ES256', kid: 'host' })
  expect(decodeJwt(proof)).toMatchObject({ htm: 'POST', htu: ENDPOINT })
  expect(decodeJwt(proof)).not.toHaveProperty('ath')
})

test('no proof of the host serves two requests, and a nonce that is asked for is sent, once', async () => {
  answer = (response, { proof }) =>
    decodeJwt(proof).nonce === 'fresh'
      ? json(response, 200, granted())
      : json(response, 400, { error: 'use_dpop_nonce' }, { 'DPoP-Nonce': 'fresh' })
  await mint()
  expect(asked).toHaveLength(2)
  expect(new Set(asked.map(({ form }) => decodeJwt(String(form.client_assertion)).jti)).size).toBe(2)
  answer = (response) => json(response, 400, { error: 'use_dpop_nonce' }, { 'DPoP-Nonce': 'other' })
  await expect(mint()).rejects.toThrow('use_dpop_nonce')
  expect(asked).toHaveLength(4)
})

test.each<[string, object]>([
  ['for another server', granted({ aud: 'http://localhost:4002/mcp' })],
  ['for two servers', granted({ aud: [TASKS, 'http://localhost:4002/mcp'] })],
  ['of somebody else', granted({ sub: 'usr_bob' })],
  ['of another key', granted({ cnf: { jkt: 'another' } })],
  ['of no key', granted({ cnf: undefined })],
  ['for whoever bears it', granted({}, { token_type: 'Bearer' })],
  ['that refreshes others', granted({}, { issued_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' })],
  ['that is none', granted({}, { access_token: 'opaque' })],
])('EXC-09: no server is ever shown a token %s', async (_what, body) => {
  expect((await mint()).token).toBeTruthy()
  answer = (response) => json(response, 200, body)
  await expect(mint()).rejects.toThrow('the token endpoint answered with')
})

test('EXC-10: an endpoint that redirects is given nothing elsewhere', async () => {
  answer = (response, { url }) => {
    if (url === '/elsewhere') return json(response, 200, granted())
    response.writeHead(307, { Location: '/elsewhere' }).end()
  }
  await expect(mint()).rejects.toMatchObject({ code: 'issuer_unavailable' })
  expect(asked.map(({ url }) => url)).toEqual(['/oauth/token'])
})

test.each<[string, Answer, object]>([
  ['is over', (response) => json(response, 400, { error: 'invalid_request' }), { code: 'unauthorized' }],
  ['has no such right', (response) => json(response, 400, { error: 'invalid_scope' }), { code: 'insufficient_scope' }],
  ['asked too often', (response) => json(response, 429, { error: 'rate_limited' }), { code: 'rate_limited' }],
  ['finds it failing', (response) => json(response, 500, {}), { code: 'issuer_unavailable' }],
  ['finds it away', (response) => response.destroy(), { code: 'issuer_unavailable' }],
  ['finds a gateway', (response) => json(response, 503, {}), { code: 'issuer_unavailable' }],
  ['is not the host’s to mend', (response) => json(response, 401, { error: 'invalid_client' }), { name: 'Error' }],
  ['gets no answer that is one', (response) => response.writeHead(200).end('<html>'), { name: 'Error' }],
])('whoever %s is told so', async (_who, behaviour, error) => {
  answer = behaviour
  await expect(mint()).rejects.toMatchObject(error)
})

test('a person who came without a token for the host gets none for a server', async () => {
  await expect(mint({ principal: alice })).rejects.toMatchObject({ code: 'unauthorized' })
  expect(asked).toEqual([])
})
