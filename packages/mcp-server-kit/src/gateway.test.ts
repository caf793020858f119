import type { Caller } from '@chaperone/mcp-auth'
import { expect, test } from 'vitest'
import { type Gateway, gatewayHandler } from './gateway.ts'
import type { GatewayAnswer } from './gateway-answer.ts'
import { authInfoOf } from './request-context.ts'

const url = 'http://localhost:3000/approvals/apr_1'
const held: GatewayAnswer = { status: 'held', message: 'Waits for Alice.', url, details: { approvalId: 'apr_1' } }
const caller = { ownerId: 'usr_alice', clientId: 'app', scopes: new Set() } as unknown as Caller

interface Asked {
  answer?: () => GatewayAnswer
  capabilities?: object
  isLegacy?: boolean
  more?: object
  errors?: unknown[]
}

/** What a client gets that calls the one tool of a gateway. */
async function call({ answer = () => held, capabilities = {}, isLegacy = false, more = {}, errors = [] }: Asked) {
  const gateway: Gateway = {
    identity: { name: 'gateway', title: 'Gateway', version: '1.0.0' },
    instructions: '',
    listTools: async () => [],
    callTool: async () => answer(),
    onError: (error) => errors.push(error),
  }
  const version = isLegacy ? '2025-11-25' : '2026-07-28'
  const meta = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': capabilities,
  }
  const params = { name: 'a__b', arguments: {}, ...more, ...(isLegacy ? {} : { _meta: meta }) }
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params }
  const headers = {
    'Content-Type': 'application/json',
    Accept: 'application/json, text/event-stream',
    'MCP-Protocol-Version': version,
    ...(isLegacy ? {} : { 'Mcp-Method': 'tools/call', 'Mcp-Name': 'a__b' }),
  }
  const request = new Request('http://localhost/mcp', { method: 'POST', headers, body: '' })
  const authInfo = authInfoOf({ caller, message, hold: (work) => work })
  const response = await gatewayHandler(gateway).fetch(request, { authInfo, parsedBody: message })
  const text = await response.text()
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text)
}

test('a client that can send its person to a page is asked to, once', async () => {
  const capabilities = { elicitation: { url: {} } }
  const asked = await call({ capabilities })
  expect(asked.result).toMatchObject({
    resultType: 'input_required',
    inputRequests: { approval: { params: { mode: 'url', url } } },
  })
  // The page was opened; whether anything was decided there, only the host knows.
  const again = await call({ capabilities, more: { inputResponses: { approval: { action: 'accept' } } } })
  expect(again.result).toMatchObject({ isError: true })
})

test.each([
  ['of 2025', { isLegacy: true }],
  ['that can do nothing', {}],
  ['that can fill in forms only', { capabilities: { elicitation: { form: {} } } }],
])('a client %s gets the address as an error that a model can read', async (_name, asked) => {
  const { result } = await call(asked)
  expect(result.isError).toBe(true)
  expect(result.structuredContent).toBeUndefined()
  const told = { error: 'needs_approval', message: 'Waits for Alice.', url, approvalId: 'apr_1' }
  expect(JSON.parse(result.content[0].text)).toEqual(told)
})

test('a tool that does not exist is an error of the protocol, in the words of the gateway', async () => {
  const { error } = await call({ answer: () => ({ status: 'unknown_tool', message: 'There is no such tool.' }) })
  expect(error).toMatchObject({ code: -32602, message: expect.stringContaining('There is no such tool.') })
})

test('what a gateway throws stays inside, in both eras', async () => {
  for (const isLegacy of [false, true]) {
    const errors: unknown[] = []
    const failing = (): GatewayAnswer => {
      throw new Error('postgres://chaperone:secret@db')
    }
    const answer = await call({ answer: failing, isLegacy, errors })
    expect(answer.error.code).toBe(-32603)
    expect(JSON.stringify(answer)).not.toContain('secret')
    expect(errors).toHaveLength(1)
  }
})
