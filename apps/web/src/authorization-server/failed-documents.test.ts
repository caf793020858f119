import { type AddressInfo, createServer } from 'node:net'
import { FAILED_DOCUMENT_SECONDS } from '@chaperone/contracts'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { useWebDatabase } from '../testing/web-database.ts'
import { fetchDocument, hasFailed, notFailed } from './failed-documents.ts'
import { authorizationServer } from './provider.ts'
import { RecordAdapter } from './record-adapter.ts'

let connections = 0
// It speaks no TLS, so each fetch fails.
const server = createServer((socket) => {
  connections += 1
  socket.destroy()
})
let address = ''

process.env.PRIVATE_CLIENT_HOSTS = 'localhost'
useWebDatabase({ id: 'usr_a', email: 'a@example.com' })

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, resolve))
  address = `https://localhost:${(server.address() as AddressInfo).port}`
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterAll(async () => {
  vi.useRealTimers()
  await new Promise((resolve) => server.close(resolve))
})

test('a document that cannot be had is asked for once in half a minute, however often its client is looked up', async () => {
  const document = `${address}/client.json`
  await new RecordAdapter('Interaction').upsert('asked', { params: { client_id: document } }, 600)
  const { Client } = await authorizationServer()
  const lookUp = () => Client.find(document).catch(() => 'none')
  expect(await lookUp()).toBe('none')
  const once = connections
  vi.advanceTimersByTime(2_000)
  for (let times = 0; times < 20; times += 1) expect(await lookUp()).toBe('none')
  expect(connections).toBe(once)
  vi.advanceTimersByTime(FAILED_DOCUMENT_SECONDS * 1_000)
  await lookUp()
  expect(connections).toBeGreaterThan(once)
})

test('what is still being judged has not failed, and what is found good has not either', async () => {
  const document = `${address}/good.json`
  await fetchDocument({ privateHosts: ['localhost'] })(document).catch(() => {})
  expect(hasFailed(document)).toBe(false)
  vi.advanceTimersByTime(2_000)
  expect(hasFailed(document)).toBe(true)
  notFailed(document)
  expect(hasFailed(document)).toBe(false)
})
