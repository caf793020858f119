import { beforeAll, beforeEach, expect, test } from 'vitest'
import { database, revocations } from '../database.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { isBlocked } from './blocked-clients.ts'
import { mayFetchDocument } from './client-limits.ts'
import { authorizationServer } from './provider.ts'
import { hashOf, RecordAdapter } from './record-adapter.ts'

const REGISTERED = 'cli_registered'
const DESCRIBED = 'https://agent.example/client.json'
const metadata = { redirect_uris: ['https://agent.example/callback'], grant_types: ['authorization_code'] }
useWebDatabase({ id: 'usr_a', email: 'a@example.com' })

beforeAll(async () => {
  await database().unowned.client.create({ data: { id: REGISTERED, name: 'An agent', metadata } })
})
beforeEach(() => database().unowned.blockedClient.deleteMany())

function block(clientId: string) {
  return database().unowned.blockedClient.create({ data: { clientId } })
}

test('a client that is blocked is none from the next request on, and one again afterwards', async () => {
  const { Client } = await authorizationServer()
  expect(await Client.find(REGISTERED)).toBeDefined()
  await block(REGISTERED)
  expect(await Client.find(REGISTERED)).toBeUndefined()
  await database().unowned.blockedClient.deleteMany()
  expect(await Client.find(REGISTERED)).toBeDefined()
})

test('what a blocked client says of itself is not fetched, whatever is under way with it', async () => {
  for (const [model, payload] of [
    ['Interaction', { params: { client_id: DESCRIBED } }],
    ['Grant', { clientId: DESCRIBED }],
  ] as const) {
    await new RecordAdapter(model).upsert(`a ${model}`, payload, 60)
  }
  expect(await mayFetchDocument(undefined, DESCRIBED)).toBe(true)
  await block(DESCRIBED)
  expect(await mayFetchDocument(undefined, DESCRIBED)).toBe(false)
})

test.each([
  [DESCRIBED, `${DESCRIBED}?2`, true],
  [DESCRIBED, 'https://agent.example/client.json.other', false],
  ['https://agent.example/', DESCRIBED, true],
  ['https://agent.example/', 'https://agent.example/another/client.json?3', true],
  ['https://agent.example/', 'https://agent.example.evil/client.json', false],
])('the block of %s and %s: %s', async (blocked, clientId, holds) => {
  await block(blocked)
  expect(await isBlocked(clientId)).toBe(holds)
})

test('what somebody allows it at the same moment ends at once', async () => {
  const grants = new RecordAdapter('Grant')
  const isRevoked = (id: string) => revocations().isRevoked([{ kind: 'grant', id: hashOf(id) }])
  await grants.upsert('before', { clientId: REGISTERED }, 60)
  expect(await grants.find('before')).toBeDefined()
  expect(await isRevoked('before')).toBe(false)
  await block(REGISTERED)
  await grants.upsert('meanwhile', { clientId: REGISTERED }, 60)
  expect(await grants.find('meanwhile')).toBeUndefined()
  expect(await isRevoked('meanwhile')).toBe(true)
})
