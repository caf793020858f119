import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setTestEnvironment } from '../testing/test-environment.ts'
import { fetchAuthorizationServer } from './remote-fetch.ts'

let connections = 0
const server = createServer((socket) => {
  connections += 1
  socket.destroy()
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, resolve)))
afterAll(() => new Promise((resolve) => server.close(resolve)))

test('RMS-37: what a stranger’s metadata name reaches no host of one’s own, unless servers of others are there', async () => {
  setTestEnvironment('postgresql://nobody@127.0.0.1:1/none')
  Object.assign(process.env, { REMOTE_SERVER_HOSTS: 'notes.example', PRIVATE_CLIENT_HOSTS: 'localhost' })
  const { port } = server.address() as AddressInfo
  await expect(fetchAuthorizationServer(`https://localhost:${port}/token`)).rejects.toThrow()
  expect(connections).toBe(0)
})
