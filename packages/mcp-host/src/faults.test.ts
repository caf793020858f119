import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'
import { MAX_RESULT_ELEMENTS } from '@chaperone/contracts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PAUSE_MILLISECONDS } from './circuits.ts'
import { connectionTo, type HostInMemory, hostInMemory } from './testing/host-in-memory.ts'
import { answer, type Oddity, type OddServer, plainTool, startOddServer, told } from './testing/odd-server.ts'

const writeTool = { ...plainTool, name: 'notes_write', annotations: { readOnlyHint: false, destructiveHint: false } }
const idempotentTool = {
  ...writeTool,
  name: 'notes_put',
  annotations: { ...writeTool.annotations, idempotentHint: true },
}

let odd: OddServer
let fine: OddServer
let host: HostInMemory
beforeEach(async () => {
  odd = await startOddServer([plainTool, writeTool, idempotentTool])
  fine = await startOddServer()
  host = hostInMemory([connectionTo(odd.url), connectionTo(fine.url, { id: 'fine', title: 'Fine' })])
})
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all([odd.stop(), fine.stop()])
})

/** Misbehaves on calls of tools, so many times. */
function onCalls(times: number, oddity: Oddity): void {
  let left = times
  odd.behave((message, ...rest) => {
    if (message.method !== 'tools/call' || left <= 0) return false
    left -= 1
    return oddity(message, ...rest)
  })
}

const unavailable: Oddity = (_message, _request, response) => {
  response.writeHead(503).end()
  return true
}
function answering(status: number, body: string): Oddity {
  return (_message, _request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body)
    return true
  }
}

const hangsUp: Oddity = (_message, request) => {
  request.socket.destroy()
  return true
}
const callsOf = ({ received }: OddServer) => received.filter((line) => line.startsWith('tools/call'))

/** What a person approves, and what comes of it. */
async function approved(tool: string) {
  const held = await host.call('odd', tool)
  if (held.status !== 'held') throw new Error(`not held: ${JSON.stringify(held)}`)
  const { alice } = await import('./testing/host-in-memory.ts')
  const decided = await host.host.decide(alice, held.approvalId, 'approve', () => {})
  return decided?.outcome
}

test('RGS-01: a read is tried once more when nothing usable came, and then answers', async () => {
  onCalls(1, hangsUp)
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'done', result: { text: 'a note' } })
  expect(callsOf(odd)).toHaveLength(2)
})

test('RGS-02: a change whose answer was lost is not made twice, and the person is told that nobody knows', async () => {
  onCalls(1, hangsUp)
  expect(await approved('notes_write')).toMatchObject({
    status: 'refused',
    message: expect.stringContaining('nobody knows'),
  })
  expect(callsOf(odd)).toHaveLength(1)
  expect(host.audit.at(-1)).toMatchObject({ verdict: 'refused', reason: 'outcome_unknown', approver: 'usr_alice' })
})

test('RGS-03: a change that may happen twice is tried once more', async () => {
  for (const fault of [unavailable, hangsUp]) {
    onCalls(1, fault)
    expect(await approved('notes_put')).toMatchObject({ status: 'done' })
  }
})

test.each([
  ['503', unavailable],
  ['500', answering(500, '{}')],
  ['200 and no JSON', answering(200, 'done')],
  ['200 and half an answer', answering(200, '{"jsonrpc":"2.0","id":1,"res')],
])('RGS-12: a change that was answered with %s may have been made: it is not made again', async (_what, fault) => {
  onCalls(1, fault)
  expect(await approved('notes_write')).toMatchObject({ status: 'refused', code: 'outcome_unknown' })
  expect(callsOf(odd)).toHaveLength(1)
})

test('RGS-13: a regular expression of a server does not run on our time', async () => {
  const outputSchema = { type: 'object', properties: { text: { type: 'string', pattern: '^(a+)+$' } } }
  odd.list([{ ...plainTool, outputSchema }])
  onCalls(1, (message, _request, response) => {
    answer(response, message, told({ text: `${'a'.repeat(40)}!` }))
    return true
  })
  // It would take hours.
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'done' })
})

/** A schema that is cheap to write, and what takes long to compare with it. */
const costly: [string, object, (size: number) => unknown][] = [
  [
    'wants each of many things to be another',
    { properties: { text: { type: 'string' }, tags: { uniqueItems: true } } },
    (size) => ({ tags: Array.from({ length: size }, (_none, index) => ({ index })) }),
  ],
  [
    'refers to itself twice',
    { properties: { a: { allOf: [{ $ref: '#' }, { $ref: '#' }] } } },
    () => Array.from({ length: 25 }).reduce((inner) => ({ a: inner }), {}),
  ],
]
test('RGS-37: a result with millions of problems is refused for the first', async () => {
  const required = Array.from({ length: 1_500 }, (_none, index) => `p${index}`)
  odd.list([{ ...plainTool, outputSchema: { type: 'object', additionalProperties: { items: { required } } } }])
  onCalls(1, (message, _request, response) => {
    answer(response, message, told({ many: Array.from({ length: 15_000 }, () => ({})) }))
    return true
  })
  const before = performance.eventLoopUtilization()
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'refused', code: 'invalid_result' })
  expect(performance.eventLoopUtilization(before).active).toBeLessThan(1_000)
})

test.each(costly)('RGS-35: a schema of a server that %s does not run on our time', async (_what, schema, content) => {
  odd.list([{ ...plainTool, outputSchema: { type: 'object', ...schema } }])
  onCalls(1, (message, _request, response) => {
    answer(response, message, told(content(9_000)))
    return true
  })
  await host.call('fine', 'notes_read')
  const before = performance.eventLoopUtilization()
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'done' })
  expect(performance.eventLoopUtilization(before).active).toBeLessThan(1_000)
})

test('RGS-36: a result of more values than anybody reads goes no further', async () => {
  odd.list([{ ...plainTool, outputSchema: { type: 'object' } }])
  onCalls(1, (message, _request, response) => {
    answer(response, message, told({ many: Array.from({ length: MAX_RESULT_ELEMENTS }, () => 0) }))
    return true
  })
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'refused', code: 'invalid_result' })
})

test('RGS-14: a schema that bears the name of another is judged by itself', async () => {
  const named = (properties: object) => ({
    $id: 'https://odd.example/in',
    type: 'object',
    properties,
    additionalProperties: false,
  })
  odd.list([{ ...plainTool, inputSchema: named({ id: {}, more: {} }) }])
  fine.list([{ ...plainTool, inputSchema: named({ id: {} }) }])
  expect(await host.call('odd', 'notes_read', { more: 'x' })).toMatchObject({ status: 'done' })
  expect(await host.call('fine', 'notes_read', { more: 'x' })).toMatchObject({
    status: 'refused',
    code: 'invalid_arguments',
  })
})

test('RGS-16: a name that could only be meant for a terminal is the name of no tool, and not written down', async () => {
  const name = 'notes\u001b[2J\nallowed'
  odd.list([plainTool, { ...plainTool, name }])
  expect(await host.call('odd', name)).toMatchObject({ status: 'refused', code: 'unknown_tool' })
  expect(host.audit.at(-1)).toMatchObject({ reason: 'unknown_tool', tool: null })
})

test('RGS-15: a server that lists more tools than anybody chooses from lists none', async () => {
  odd.list(Array.from({ length: 300 }, (_, n) => ({ ...plainTool, name: `notes_${n}` })))
  expect(await host.call('odd', 'notes_1')).toMatchObject({ status: 'refused', code: 'server_unavailable' })
})

test('RGS-04: a server that is down says so, and the others go on', async () => {
  await host.call('odd', 'notes_read')
  await odd.stop()
  expect(await host.call('odd', 'notes_read')).toMatchObject({
    status: 'refused',
    message: 'No usable answer came from the Odd server. Try again in a moment.',
  })
  expect(await host.call('fine', 'notes_read')).toMatchObject({ status: 'done' })
})

test('RGS-05: a server that fails again and again is left alone, and asked again after a while', async () => {
  await host.call('odd', 'notes_read')
  onCalls(Number.POSITIVE_INFINITY, unavailable)
  for (let n = 0; n < 3; n += 1) await host.call('odd', 'notes_read')
  const asked = odd.received.length
  expect(await host.call('odd', 'notes_read')).toMatchObject({ message: expect.stringContaining('left alone') })
  expect(odd.received).toHaveLength(asked)
  expect(await host.call('fine', 'notes_read')).toMatchObject({ status: 'done' })

  onCalls(0, unavailable)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + PAUSE_MILLISECONDS + 1 })
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'done' })
})

test('RGS-06: what one caller sends cannot make the host leave a server alone: an error is an answer', async () => {
  onCalls(20, (_message, _request, response) => {
    response.writeHead(500).end('{}')
    return true
  })
  for (let n = 0; n < 8; n += 1) await host.call('odd', 'notes_read')
  onCalls(0, unavailable)
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'done' })
})

test('RGS-07: a token that is not accepted is replaced once, and the call made with the new one', async () => {
  await host.call('odd', 'notes_read')
  const before = host.minted()
  onCalls(1, (_message, _request, response) => {
    response.writeHead(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }).end()
    return true
  })
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'done' })
  expect(host.minted()).toBe(before + 1)
  onCalls(9, (_message, _request, response) => {
    response.writeHead(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }).end()
    return true
  })
  expect(await host.call('odd', 'notes_read')).toMatchObject({
    status: 'refused',
    message: expect.stringContaining('credential'),
  })
  expect(host.minted()).toBe(before + 2)
})

test('RGS-08: an answer of fifty megabytes is not taken in', async () => {
  let sent = 0
  onCalls(1, (_message, _request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' })
    const chunk = Buffer.alloc(1 << 20, 'x')
    const send = () => {
      while (sent < 50 && response.write(chunk)) sent += 1
      sent += 1
      if (sent < 50) response.once('drain', send)
      else response.end()
    }
    send()
    return true
  })
  expect(await host.call('odd', 'notes_read')).toMatchObject({
    status: 'refused',
    message: expect.stringContaining('larger'),
  })
  expect(sent).toBeLessThan(40)
})

test('RGS-09: a redirect is not followed, and nothing is sent there', async () => {
  let hits = 0
  const evil = createServer((_request, response) => {
    hits += 1
    response.end()
  })
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  onCalls(1, (_message, _request, response) => {
    response.writeHead(307, { Location: `http://127.0.0.1:${(evil.address() as AddressInfo).port}/mcp` }).end()
    return true
  })
  expect(await host.call('odd', 'notes_read')).toMatchObject({
    status: 'refused',
    message: expect.stringContaining('redirect'),
  })
  expect(hits).toBe(0)
  await new Promise((resolve) => evil.close(resolve))
})

test.each([
  ['of another shape', { words: 'a note' }],
  ['of another type', { text: 5 }],
  ['that is missing', undefined],
])('RGS-11: a result %s is not used', async (_what, content) => {
  onCalls(1, (message, _request, response) => {
    answer(response, message, told(content))
    return true
  })
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'refused' })
  expect(host.audit.at(-1)?.reason).toBe('invalid_result')
})

test('RGS-10: a result that is nested a hundred thousand times stops one call, and not the host', async () => {
  onCalls(1, (message, _request, response) => {
    const depth = 100_000
    response.writeHead(200, { 'Content-Type': 'application/json' })
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`
    response.end(
      `{"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":{"content":[],"structuredContent":{"text":"x","more":${nested}}}}`,
    )
    return true
  })
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'refused' })
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'done' })
})

test('RGS-40: a server that hangs up before it answers is come back to once, and not asked what else it has to say', async () => {
  const hangsUpInTime: Oddity = (_message, _request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end('id: 0\nretry: 1\ndata:\n\n')
    return true
  }
  await host.call('odd', 'notes_read')
  expect(odd.received).not.toContain('GET')
  odd.behave((message, ...rest) => ['tools/call', 'GET'].includes(message.method) && hangsUpInTime(message, ...rest))
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'refused', code: 'server_failed' })
  expect(await approved('notes_write')).toMatchObject({ status: 'refused', code: 'outcome_unknown' })
  expect(odd.received.filter((method) => method === 'GET')).toHaveLength(2)
  expect(callsOf(odd)).toHaveLength(3)
})

test('RGS-41: a server that asks back a thousand times is answered a few', async () => {
  const ping = (id: number) => `data: ${JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' })}\n\n`
  const pings = Array.from({ length: 1_000 }, (_, n) => ping(n)).join('')
  odd.behave(({ method, id }, _request, response) => {
    if (method !== 'tools/list') return false
    const answer = { jsonrpc: '2.0', id, result: { tools: [plainTool], nextCursor: '1' } }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    response.end(`${pings}data: ${JSON.stringify(answer)}\n\n`)
    return true
  })
  expect(await host.call('odd', 'notes_read')).toMatchObject({ status: 'refused', code: 'server_unavailable' })
  expect(odd.received.length).toBeLessThan(20)
})
