import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EXTERNAL_SIGN_IN_STEPS_PER_NETWORK } from '@chaperone/contracts'
import type { NextApiRequest, NextApiResponse } from 'next'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { setTestEnvironment } from '../testing/test-environment.ts'
import { externalStep } from './external-step.ts'

const LOGIN = 'http://localhost:3000/login'
const STATE = { 'next-auth.state': 'of this browser' }
let issuer = ''
let server: Server
let asked = 0
/** What the service says of itself differently. */
let change: Record<string, unknown> | null = {}
let visitor = 0

setTestEnvironment('postgresql://nobody@127.0.0.1:1/none')

beforeAll(async () => {
  server = createServer((_request, response) => {
    asked += 1
    const endpoints = { authorization_endpoint: `${issuer}/a`, token_endpoint: `${issuer}/t`, jwks_uri: `${issuer}/j` }
    response.writeHead(change ? 200 : 500).end(JSON.stringify({ issuer, ...endpoints, ...change }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = { OIDC_CLIENT_ID: 'chaperone', OIDC_CLIENT_SECRET: 'a secret of the test' }
  Object.assign(process.env, { OIDC_ISSUER: issuer, ...client })
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterAll(async () => {
  vi.useRealTimers()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => {
  visitor += 1
  change = {}
  asked = 0
  // What was known in the test before is not any more.
  vi.advanceTimersByTime(11 * 60 * 1_000)
})

function requestOf(action: string, parts: Partial<NextApiRequest> = {}): NextApiRequest {
  const { query, ...rest } = parts
  const socket = { remoteAddress: `203.0.113.${visitor}` }
  const method = action === 'signin' ? 'POST' : 'GET'
  const headers = { origin: 'http://localhost:3000' }
  const request = { method, headers, cookies: STATE, body: '', socket, ...rest }
  return { ...request, query: { ...query, nextauth: [action, 'oidc'] } } as unknown as NextApiRequest
}

/** What the route answers when the library is not asked: it has no database here, and would fail. */
async function answerOf(request: NextApiRequest) {
  const { default: handler } = await import('../pages/api/auth/[...nextauth].ts')
  const answer = { status: 200, headers: {} as Record<string, string>, json: null as unknown }
  const response = {
    status(status: number) {
      answer.status = status
      return response
    },
    setHeader(name: string, value: string) {
      answer.headers[name] = value
      return response
    },
    json(value: unknown) {
      answer.json = value
    },
    end: () => {},
  }
  await handler(request, response as unknown as NextApiResponse)
  return answer
}

test('an answer that this browser never asked for goes no further', async () => {
  expect(await externalStep(requestOf('callback'))).toMatchObject({ endpoints: { oidc: { token: {} } } })
  vi.advanceTimersByTime(11 * 60 * 1_000)
  asked = 0
  const { status, headers } = await answerOf(requestOf('callback', { cookies: {}, query: { code: 'x', state: 'y' } }))
  expect({ status, location: headers.Location }).toEqual({ status: 303, location: `${LOGIN}?error=OAuthCallback` })
  expect(asked).toBe(0)
})

test.each(['signin', 'callback'])('one network goes so many steps a minute, also of %s', async (action) => {
  for (let step = 0; step < EXTERNAL_SIGN_IN_STEPS_PER_NETWORK; step += 1) {
    expect(await externalStep(requestOf(action))).toHaveProperty('endpoints')
  }
  const page = await answerOf(requestOf(action))
  expect(page).toMatchObject({ status: 303, headers: { Location: `${LOGIN}?error=Throttled` } })
  const script = await answerOf(requestOf(action, { body: { json: 'true' } }))
  expect(script).toMatchObject({ status: 429, headers: { 'Retry-After': '60' }, json: { url: page.headers.Location } })
  visitor += 100
  expect(await externalStep(requestOf(action))).toHaveProperty('endpoints')
})

test('another site’s page does not use up the limit of its visitors', async () => {
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, {}]) {
    for (let step = 0; step < EXTERNAL_SIGN_IN_STEPS_PER_NETWORK; step += 1) {
      expect(await externalStep(requestOf('signin', { headers }))).toEqual({ problem: 'OAuthSignin' })
    }
  }
  expect(asked).toBe(0)
  expect(await externalStep(requestOf('signin'))).toHaveProperty('endpoints')
})

test('the service is asked once in ten minutes, however many come', async () => {
  await Promise.all(Array.from({ length: 20 }, () => externalStep(requestOf('signin'))))
  vi.advanceTimersByTime(9 * 60 * 1_000)
  await externalStep(requestOf('signin'))
  expect(asked).toBe(1)
  vi.advanceTimersByTime(2 * 60 * 1_000)
  await externalStep(requestOf('signin'))
  expect(asked).toBe(2)
})

test('one that fails is asked again after ten seconds, and not by everybody before', async () => {
  change = null
  for (let step = 0; step < 20; step += 1) {
    expect(await externalStep(requestOf('signin'))).toEqual({ problem: 'OAuthSignin' })
  }
  expect(asked).toBe(1)
  change = {}
  vi.advanceTimersByTime(11_000)
  expect(await externalStep(requestOf('signin'))).toHaveProperty('endpoints')
})

test('what speaks for another issuer is not believed', async () => {
  change = { issuer: 'https://evil.example' }
  expect(await externalStep(requestOf('signin'))).toEqual({ problem: 'OAuthSignin' })
})

test('of a service that says in its answers who it is, an answer that does not is another’s', async () => {
  change = { authorization_response_iss_parameter_supported: true }
  expect(await externalStep(requestOf('callback', { query: { iss: issuer } }))).toHaveProperty('endpoints')
  expect(await externalStep(requestOf('callback'))).toEqual({ problem: 'OAuthCallback' })
})

test('a service that takes the secret in the body only gets it there', async () => {
  change = { token_endpoint_auth_methods_supported: ['client_secret_post'] }
  const client = { token_endpoint_auth_method: 'client_secret_post' }
  expect(await externalStep(requestOf('signin'))).toMatchObject({ endpoints: { oidc: { client } } })
})

test.each(['session', 'csrf', 'providers'])('%s asks nobody', async (action) => {
  expect(await externalStep(requestOf(action))).toBeNull()
  expect(asked).toBe(0)
})
