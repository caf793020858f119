import { HOST_REQUESTS_PER_MINUTE } from '@chaperone/contracts'
import { NextRequest } from 'next/server'
import { beforeAll, expect, test } from 'vitest'
import { mintToken } from '../authorization-server/mint-token.ts'
import { database } from '../database.ts'
import { env, hostAudience } from '../env.ts'
import { auditOf, useWebDatabase } from '../testing/web-database.ts'
import { hostRoute } from './host-route.ts'
import { HttpError } from './http-error.ts'

const userId = 'usr_a'
useWebDatabase({ id: userId, email: 'a@example.com' })

async function newToken(): Promise<string> {
  const origin = { kind: 'session', id: 'ses_a' } as const
  return (await mintToken({ userId, origin, identifier: hostAudience() })).token
}

function requestWith(token: string): NextRequest {
  const headers = { Authorization: `Bearer ${token}` }
  return new NextRequest(`${env().WEB_ORIGIN}/api/host/approvals/x`, { method: 'POST', headers })
}

const noParams = { params: Promise.resolve({}) }

beforeAll(() =>
  database().unowned.scopeAssignment.create({ data: { userId, resource: 'host', scopes: ['host:call'] } }),
)

test('a refusal says whose request was refused', async () => {
  const route = hostRoute('host:call', async () => {
    throw new HttpError(409, 'already_decided', 'This was decided before.')
  })
  const response = await route(requestWith(await newToken()), noParams)
  expect(response.status).toBe(409)
  expect(await auditOf(userId)).toMatchObject([{ server: 'host', verdict: 'refused', reason: 'already_decided' }])
})

test('a person who asks too often waits, with any token', async () => {
  const route = hostRoute('host:call', async () => new Response())
  const token = await newToken()
  let last = await route(requestWith(token), noParams)
  for (let sent = 1; last.status === 200 && sent <= HOST_REQUESTS_PER_MINUTE; sent += 1) {
    last = await route(requestWith(token), noParams)
  }
  expect(last.status).toBe(429)
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await route(requestWith(await newToken()), noParams)).status).toBe(429)
})
