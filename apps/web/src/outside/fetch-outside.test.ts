import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchOutside } from './fetch-outside.ts'
import { isPublicAddress } from './is-public-address.ts'

let connections = 0
const server = createTcpServer((socket) => {
  connections += 1
  socket.destroy()
})
let port = 0

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

test.each([
  ['127.0.0.1', 'this machine'],
  ['127.1', 'this machine, shortened'],
  ['2130706433', 'this machine, as a number'],
  ['0x7f000001', 'this machine, in hexadecimal'],
  ['0177.0.0.1', 'this machine, in octal'],
  ['0.0.0.0', 'any address of this machine'],
  ['[::1]', 'this machine, IPv6'],
  ['[::]', 'any address of this machine, IPv6'],
  ['[::ffff:127.0.0.1]', 'this machine, mapped into IPv6'],
  ['[64:ff9b::7f00:1]', 'this machine, translated into IPv6'],
  ['localhost', 'a name that resolves to this machine'],
  ['localhost.', 'the same name with its root'],
])('nothing connects to %s: %s', async (host) => {
  const fetchIt = fetchOutside({ privateHosts: [] })
  const before = connections
  await expect(fetchIt(`https://${host}:${port}/client.json`)).rejects.toThrow()
  expect(connections).toBe(before)
})

test('a name that is allowed is connected to', async () => {
  const before = connections
  // The server speaks no TLS, so the fetch fails all the same.
  await expect(fetchOutside({ privateHosts: ['localhost'] })(`https://localhost:${port}/`)).rejects.toThrow()
  expect(connections).toBeGreaterThan(before)
})

test.each(['http://example.com/', 'file:///etc/passwd', 'data:application/json,{}', 'ftp://example.com/'])(
  '%s is not fetched',
  async (url) => {
    await expect(fetchOutside({ privateHosts: [] })(url)).rejects.toThrow('only public https')
  },
)

test.each([
  ['10.0.0.1', false],
  ['172.16.0.1', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['192.0.2.1', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['fe80::1', false],
  ['fd00:ec2::254', false],
  ['2002:7f00:1::', false],
  ['2001::1', false],
  ['ff02::1', false],
  ['::7f00:1', false],
  ['100:0:0:1::1', false],
  ['4000::1', false],
  ['168.63.129.16', false],
  ['8.8.8.8', true],
  ['2606:4700:4700::1111', true],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic)
})
