import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createServiceClient, PAUSE_MILLISECONDS } from './service-client.ts'

type Behaviour = (response: ServerResponse) => void

const answerWell: Behaviour = (response) => response.end('{"ok":true}')
const url = new URL('https://api.open-meteo.com/v1/forecast')
const { signal } = new AbortController()

let service: Server
let elsewhere: Server
let requests: number
let requestsElsewhere: number
let behaviour: Behaviour

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A client for which a server of ours, over real HTTP, stands at the service's address. */
function clientOf(origin: string) {
  return createServiceClient({
    fetch: (address, init) => fetch(new URL(new URL(String(address)).pathname, origin), init),
  })
}

function parse(json: unknown): true {
  if (typeof json === 'object' && json !== null && 'ok' in json) return true
  throw new Error('another shape')
}

let origin: string
beforeEach(async () => {
  requests = 0
  requestsElsewhere = 0
  behaviour = answerWell
  service = createServer((_request, response) => {
    requests++
    behaviour(response)
  })
  elsewhere = createServer((_request, response) => {
    requestsElsewhere++
    answerWell(response)
  })
  origin = await listen(service)
})
afterEach(() => {
  vi.useRealTimers()
  for (const server of [service, elsewhere]) {
    server.closeAllConnections()
    server.close()
  }
})

describe('a service that is ill', () => {
  test.each<[string, number, Behaviour]>([
    ['fails', 3, (response) => response.writeHead(500).end('{"ok":true}')],
    ['hangs up', 3, (response) => response.destroy()],
    ['asks for patience', 1, (response) => response.writeHead(429).end()],
    ['answers garbage', 1, (response) => response.end('<html>')],
    ['answers without end', 1, (response) => response.end(`"${' '.repeat(600 * 1024)}"`)],
  ])('%s: asked %i times, answered null, and left alone', async (_what, attempts, ill) => {
    behaviour = ill
    const ask = clientOf(origin)
    expect(await ask(url, { parse, signal })).toBeNull()
    expect(requests).toBe(attempts)
    behaviour = answerWell
    expect(await ask(url, { parse, signal })).toBeNull()
    expect(requests).toBe(attempts)
  })

  test('an answer in another shape is none, and says nothing about other questions', async () => {
    behaviour = (response) => response.end('{}')
    const ask = clientOf(origin)
    expect(await ask(url, { parse, signal })).toBeNull()
    expect(requests).toBe(1)
    behaviour = answerWell
    expect(await ask(url, { parse, signal })).toBe(true)
  })

  test('a redirect to another host is not followed', async () => {
    const evil = await listen(elsewhere)
    behaviour = (response) => response.writeHead(302, { Location: evil }).end()
    expect(await clientOf(origin)(url, { parse, signal })).toBeNull()
    expect(requests).toBeGreaterThan(0)
    expect(requestsElsewhere).toBe(0)
  })

  test.each<[string, Behaviour]>([
    ['never answers', () => {}],
    ['begins and never ends', (response) => response.write('{')],
  ])('one that %s costs a caller less than 2 s, and the next one nothing', async (_what, slow) => {
    behaviour = slow
    const ask = clientOf(origin)
    const startedAt = performance.now()
    expect(await ask(url, { parse, signal })).toBeNull()
    expect(performance.now() - startedAt).toBeLessThan(2_300) // the machine's own delays included
    const nextAt = performance.now()
    expect(await ask(url, { parse, signal })).toBeNull()
    expect(performance.now() - nextAt).toBeLessThan(200)
    expect(requests).toBe(1)
  })
})

describe('recovery', () => {
  test('one failure is made good by asking again', async () => {
    behaviour = (response) => {
      behaviour = answerWell
      response.writeHead(503).end()
    }
    expect(await clientOf(origin)(url, { parse, signal })).toBe(true)
    expect(requests).toBe(2)
  })

  test('after the pause one caller tries while the others do not wait, and then everybody is served', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T10:00:00Z') })
    behaviour = (response) => response.writeHead(429).end()
    const ask = clientOf(origin)
    expect(await ask(url, { parse, signal })).toBeNull()
    vi.setSystemTime(Date.now() + PAUSE_MILLISECONDS - 1)
    expect(await ask(url, { parse, signal })).toBeNull()
    expect(requests).toBe(1)

    vi.setSystemTime(Date.now() + 1)
    behaviour = answerWell
    const answers = await Promise.all(Array.from({ length: 3 }, () => ask(url, { parse, signal })))
    expect(answers).toEqual([true, null, null])
    expect(requests).toBe(2)
    expect(await ask(url, { parse, signal })).toBe(true)
  })

  test('a service that is still ill after the pause is left alone for another', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T10:00:00Z') })
    behaviour = (response) => response.writeHead(429).end()
    const ask = clientOf(origin)
    await ask(url, { parse, signal })
    vi.setSystemTime(Date.now() + PAUSE_MILLISECONDS)
    await ask(url, { parse, signal })
    expect(requests).toBe(2)
    vi.setSystemTime(Date.now() + PAUSE_MILLISECONDS - 1)
    expect(await ask(url, { parse, signal })).toBeNull()
    expect(requests).toBe(2)
  })
})

describe('what says nothing about the service', () => {
  test('a question that it refuses', async () => {
    behaviour = (response) => response.writeHead(400).end()
    const ask = clientOf(origin)
    expect(await ask(url, { parse, signal })).toBeNull()
    expect(await ask(url, { parse, signal })).toBeNull()
    expect(requests).toBe(2)
  })

  test('a caller who leaves', async () => {
    const caller = new AbortController()
    behaviour = () => caller.abort(new Error('gone'))
    const ask = clientOf(origin)
    await expect(ask(url, { parse, signal: caller.signal })).rejects.toThrow('gone')
    behaviour = answerWell
    expect(await ask(url, { parse, signal })).toBe(true)
  })
})

test('a service that is not there is no failure', async () => {
  service.close()
  await once(service, 'close')
  const startedAt = performance.now()
  expect(await clientOf(origin)(url, { parse, signal })).toBeNull()
  expect(performance.now() - startedAt).toBeLessThan(1_000)
  service.listen(0)
})
