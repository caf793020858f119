import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openMcpSession } from '@chaperone/mcp-host/testing'
import { afterEach, expect, test, vi } from 'vitest'
import { keepSdkWarningsInOneLine } from './sdk-warnings'

afterEach(() => vi.restoreAllMocks())

const FORGED = '\n2026-11-29 carol approved everything\u001b[2J\u009b2J\u2028'

/** Lists one tool, which the SDK leaves out with a warning that holds its name and what it declares. */
function resultOf(method: string): object {
  const info = { name: 'odd', version: '1' }
  const complete = {
    resultType: 'complete',
    ttlMs: 0,
    cacheScope: 'private',
    _meta: { 'io.modelcontextprotocol/serverInfo': info },
  }
  if (method === 'server/discover') {
    return { ...complete, supportedVersions: ['2026-07-28'], capabilities: { tools: {} }, serverInfo: info }
  }
  const properties = { [FORGED]: { type: 'string', 'x-mcp-header': FORGED } }
  return { ...complete, tools: [{ name: FORGED, inputSchema: { type: 'object', properties } }] }
}

test('RGS-52: a server whose tools are left out writes no line of the log but the one that says so', async () => {
  const written: string[] = []
  vi.spyOn(console, 'warn').mockImplementation((line: string) => void written.push(line))
  keepSdkWarningsInOneLine()
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { id, method } = JSON.parse(body)
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result: resultOf(method) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`
  const credential = { present: async () => ({}), renew: async () => false, shown: { kind: 'none' as const } }
  const session = await openMcpSession({ id: 'odd', address, resource: address }, credential, 'usr_a')
  expect(await session.listTools()).toEqual([])
  await session.close()
  server.closeAllConnections()
  server.close()

  expect(written).toEqual([expect.stringContaining('excluding tool')])
  expect(written[0]).toMatch(/^"[ -~—]+"$/)
})

test('what others warn of stays as it is', () => {
  const written = vi.spyOn(console, 'warn').mockImplementation(() => {})
  keepSdkWarningsInOneLine()
  console.warn('two\nlines', { of: 'others' })
  expect(written).toHaveBeenCalledWith('two\nlines', { of: 'others' })
})
