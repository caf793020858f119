import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { expect, onTestFinished, test } from 'vitest'
import { answerWith } from './answer-with.ts'
import { readJsonBody } from './read-json-body.ts'

// Characters of one to four bytes: a length in characters would cut it short.
const LONG = 'xé€😀'.repeat(2_000_000)

/** The SDK behind a real server: one tool, whose answer is longer than all buffers on the way. */
async function start() {
  const seen: Headers[] = []
  const answered: string[] = []
  const handler = createMcpHandler(({ requestInfo }) => {
    if (requestInfo) seen.push(requestInfo.headers)
    const server = new McpServer({ name: 'long', version: '1.0.0' })
    server.registerTool('long', {}, () => ({ content: [{ type: 'text', text: LONG }] }))
    return server
  })
  const authInfo = { token: '', clientId: 'test', scopes: [] }
  const server = createServer(async (request, response) => {
    await answerWith(handler, { request, response, message: await readJsonBody(request), authInfo })
    answered.push(response.writableFinished ? 'taken' : 'gone')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await handler.close()
  })
  return { seen, answered, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp` }
}

const meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
}

function call(url: string, protocol: '2026-07-28' | '2025-11-25') {
  const isCurrent = protocol === '2026-07-28'
  const params = { ...(isCurrent && { _meta: meta }), name: 'long', arguments: {} }
  return fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      'MCP-Protocol-Version': protocol,
      ...(isCurrent && { 'Mcp-Method': 'tools/call', 'Mcp-Name': 'long' }),
      Authorization: 'Bearer secret',
      DPoP: 'secret',
      Cookie: 'secret=secret',
      'X-Other': 'kept',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
  })
}

test.each([
  ['2026-07-28', 'application/json'],
  ['2025-11-25', 'text/event-stream'],
] as const)('a client of %s gets a long answer whole, as %s, one after another', async (protocol, type) => {
  const { url } = await start()
  for (let time = 0; time < 3; time += 1) {
    const answer = await call(url, protocol)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain(type)
    expect((await answer.text()).includes(LONG)).toBe(true)
  }
})

test.each(['2026-07-28', '2025-11-25'] as const)(
  'to a client of %s it ends when all is taken, or the client gone',
  async (protocol) => {
    const { url, answered } = await start()
    const slow = await call(url, protocol)
    const gone = await call(url, protocol)
    await gone.body?.cancel()
    await expect.poll(() => answered).toEqual(['gone'])
    expect((await slow.text()).includes(LONG)).toBe(true)
    await expect.poll(() => answered).toEqual(['gone', 'taken'])
  },
)

test('no tool sees the credential of the request', async () => {
  const { url, seen } = await start()
  await (await call(url, '2026-07-28')).text()
  expect(seen).toHaveLength(1)
  for (const headers of seen) {
    expect(headers.get('x-other')).toBe('kept')
    expect([...headers].flat().join(' ')).not.toContain('secret')
  }
})
