import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { mintToken } from '../authorization-server/mint-token.ts'
import { database } from '../database.ts'
import { env, hostAudience } from '../env.ts'
import { auditOf, useWebDatabase } from '../testing/web-database.ts'
import { hostRoute } from './host-route.ts'
import { HttpError } from './http-error.ts'

const userId = 'usr_a'
useWebDatabase({ id: userId, email: 'a@example.com' })

test('a refusal says whose request was refused', async () => {
  await database().unowned.scopeAssignment.create({ data: { userId, resource: 'host', scopes: ['host:call'] } })
  const { token } = await mintToken({ userId, origin: { kind: 'session', id: 'ses_a' }, identifier: hostAudience() })
  const route = hostRoute('host:call', async () => {
    throw new HttpError(409, 'already_decided', 'This was decided before.')
  })
  const request = new NextRequest(`${env().WEB_ORIGIN}/api/host/approvals/x`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
  })
  const response = await route(request, { params: Promise.resolve({}) })
  expect(response.status).toBe(409)
  expect(await auditOf(userId)).toMatchObject([{ server: 'host', verdict: 'refused', reason: 'already_decided' }])
})
