import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newId } from '@chaperone/contracts'
import { connectClient } from '@chaperone/mcp-server-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newPerson, startTasks, type TasksScene } from './testing/tasks-scene.ts'

interface SentSpan {
  name: string
  traceId: string
  parentSpanId?: string
  attributes: { key: string; value: unknown }[]
  status: { code?: number }
}

const alice = newPerson('alice')
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const parentSpanId = '00f067aa0ba902b7'

let collector: Server
let scene: TasksScene
/** Everything the collector was sent, as text. */
let received = ''
const spans: SentSpan[] = []

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received += `${request.method} ${request.url} ${JSON.stringify(request.headers)} ${body}`
    if (request.url !== '/v1/traces') return response.writeHead(404).end()
    for (const { scopeSpans } of JSON.parse(body).resourceSpans) {
      for (const scope of scopeSpans) spans.push(...scope.spans)
    }
    return response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const { port } = collector.address() as AddressInfo
  scene = await startTasks({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } })
})
afterAll(async () => {
  await scene?.stop()
  collector?.close()
})

test('each call is one span in the client’s trace, without arguments, person or credential', async () => {
  const projectId = await scene.addProject(alice, 'Apollo')
  const resource = scene.servers[0]?.resource ?? ''
  const credential = scene.token(alice)
  const client = await connectClient({ resource, credential })
  const _meta = { traceparent: `00-${traceId}-${parentSpanId}-01` }
  const title = 'Order twelve secret cables'
  await client.callTool({ name: 'tasks_create', arguments: { projectId, title }, _meta })
  await client.callTool({ name: 'tasks_get', arguments: { taskId: newId('task') }, _meta })
  await client.callTool({ name: 'tasks_list', arguments: {}, _meta: { traceparent: '00-nonsense' } })
  await client.close()
  // A server that stops sends what it has.
  await scene.servers[0]?.stop()

  expect(spans.map(({ name }) => name)).toEqual([
    'tools/call tasks_create',
    'tools/call tasks_get',
    'tools/call tasks_list',
  ])
  const [created, missing, other] = spans
  for (const span of [created, missing]) expect(span).toMatchObject({ traceId, parentSpanId })
  expect(other?.traceId).not.toBe(traceId)
  expect(other?.parentSpanId).toBeUndefined()
  const attributes = spans.map((span) => Object.fromEntries(span.attributes.map(({ key, value }) => [key, value])))
  expect(attributes).toEqual([
    { 'mcp.method.name': { stringValue: 'tools/call' }, 'gen_ai.tool.name': { stringValue: 'tasks_create' } },
    {
      'mcp.method.name': { stringValue: 'tools/call' },
      'gen_ai.tool.name': { stringValue: 'tasks_get' },
      'error.type': { stringValue: 'not_found' },
    },
    { 'mcp.method.name': { stringValue: 'tools/call' }, 'gen_ai.tool.name': { stringValue: 'tasks_list' } },
  ])
  for (const secret of [title, projectId, credential, alice.sub, alice.email]) expect(received).not.toContain(secret)
})
