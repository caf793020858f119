import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AUTHORIZATION_REQUESTS_PER_NETWORK, COMMAND_LINE_CLIENT_ID } from '@chaperone/contracts'
import type { NextApiRequest, NextApiResponse } from 'next'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '../database.ts'
import { useWebDatabase } from '../testing/web-database.ts'

let server: Server
let web = ''

process.env.TRUST_PROXY = 'true'
useWebDatabase({ id: 'usr_a', email: 'a@example.com' })

beforeAll(async () => {
  const { default: handler } = await import('../pages/api/oauth/[...path].ts')
  server = createServer((request, response) => {
    Object.assign(response, {
      status: (code: number) => Object.assign(response, { statusCode: code }),
      json: (value: unknown) => response.end(JSON.stringify(value)),
    })
    void handler(request as NextApiRequest, response as unknown as NextApiResponse)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  web = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const parameters = new URLSearchParams({
  client_id: COMMAND_LINE_CLIENT_ID,
  response_type: 'code',
  redirect_uri: 'http://127.0.0.1:7777/callback',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
  resource: 'http://localhost:4003/mcp',
})

async function authorize(network: string, { path = '/oauth/authorize', change = {}, sent = {} } = {}) {
  const headers = { 'X-Forwarded-For': network, Accept: 'application/json', ...sent }
  const query = new URLSearchParams({ ...Object.fromEntries(parameters), ...change })
  const response = await fetch(`${web}${path}?${query}`, { redirect: 'manual', headers })
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.text() }
}

function interactions(): Promise<number> {
  return database().unowned.oidcRecord.count({ where: { model: 'Interaction' } })
}

test('one network begins so many requests a minute, and others are not held up', async () => {
  expect((await authorize('203.0.113.1')).status).toBe(303)
  // Requests of clients that do not exist count as well: whether one does is not yet known.
  for (let request = 1; request < AUTHORIZATION_REQUESTS_PER_NETWORK; request += 1) {
    expect((await authorize('203.0.113.1', { change: { client_id: 'nobody' } })).status).toBe(400)
  }
  const kept = await interactions()
  for (const path of ['/oauth/authorize', '/OAuth/authorize', '/oauth/authorize/']) {
    const refused = await authorize('203.0.113.1', { path })
    expect(refused).toMatchObject({ status: 429, retryAfter: '60' })
    expect(JSON.parse(refused.body)).toMatchObject({ error: 'rate_limited' })
  }
  expect(await interactions()).toBe(kept)
  expect((await authorize('203.0.113.2')).status).toBe(303)
})

test('a web page does not use up the limit of its visitors', async () => {
  for (const destination of ['image', 'iframe', 'empty', 'script']) {
    for (const path of ['/oauth/authorize', '/OAuth/authorize/', '/oauth/authorize/nobody']) {
      for (let request = 0; request < AUTHORIZATION_REQUESTS_PER_NETWORK / 8; request += 1) {
        const { status } = await authorize('203.0.113.5', { path, sent: { 'Sec-Fetch-Dest': destination } })
        expect(status).toBe(400)
      }
    }
  }
  const sent = { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate' }
  expect((await authorize('203.0.113.5', { sent })).status).toBe(303)
})

test('one network comes back from the consent page as often as it goes there', async () => {
  const back = async (path: string) => (await authorize('203.0.113.4', { path })).status
  for (let request = 0; request < AUTHORIZATION_REQUESTS_PER_NETWORK; request += 1) {
    expect(await back(`/oauth/authorize/nobody-${request}`)).toBe(400)
  }
  for (const path of ['/oauth/authorize/nobody', '/OAuth/authorize/nobody/']) expect(await back(path)).toBe(429)
  expect((await authorize('203.0.113.4')).status).toBe(303)
})

test('what is checked of a request is checked however its path is spelled', async () => {
  for (const path of ['/oauth/authorize', '/OAuth/authorize', '/oauth/authorize/']) {
    const { status, body } = await authorize('203.0.113.3', { path, change: { response_mode: 'form_post' } })
    expect({ status, body }).toMatchObject({ status: 400, body: expect.stringContaining('response_mode can only') })
  }
})
