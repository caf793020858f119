import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newId, resourceScopes } from '@chaperone/contracts'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import type { TokenMinter } from '@chaperone/mcp-host'
import { alice, connectionTo, hostInMemory } from '@chaperone/mcp-host/testing'
import { openTracer } from '@chaperone/mcp-server-kit'
import { startServer, startTestIssuer, type TestIssuer, type TestServer } from '@chaperone/mcp-server-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

interface SentSpan {
  service: string
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  attributes: Record<string, string>
}

let collector: Server
let endpoint: string
let database: TestDatabase
let issuer: TestIssuer
let tasks: TestServer
/** Everything the collector was sent, as text. */
let received = ''
const spans: SentSpan[] = []

type Attributes = { key: string; value: { stringValue: string } }[]
const plain = (attributes: Attributes) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]))

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received += `${request.method} ${request.url} ${JSON.stringify(request.headers)} ${body}`
    for (const { resource, scopeSpans } of JSON.parse(body).resourceSpans) {
      const service = plain(resource.attributes)['service.name'] ?? ''
      for (const scope of scopeSpans)
        for (const span of scope.spans) spans.push({ ...span, service, attributes: plain(span.attributes) })
    }
    return response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  }).listen(0, '127.0.0.1')
  await once(collector, 'listening')
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  database = await createTestDatabase()
  issuer = await startTestIssuer()
  tasks = await startServer({
    entry: new URL('../../../../packages/tasks-server/src/main.ts', import.meta.url),
    issuer,
    databaseUrl: database.urlFor('tasks'),
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint },
  })
})
afterAll(async () => {
  await tasks?.stop()
  await issuer?.close()
  await database?.drop()
  collector?.close()
})

/** The real host before the real server. */
function hostBeforeTasks(tracer: ReturnType<typeof openTracer>['tracer']) {
  const secrets: string[] = []
  const registry = [connectionTo(tasks.resource, { id: 'tasks', title: 'Tasks', trust: 'own' })]
  const tokens: TokenMinter = {
    async mint({ principal, resource, thumbprint, scopes = resourceScopes.tasks }) {
      const cnf = { jkt: thumbprint }
      const token = issuer.token({ sub: principal.userId, audience: resource, scope: scopes.join(' '), cnf })
      secrets.push(token, thumbprint)
      return { token, expiresAtSeconds: Date.now() / 1_000 + 300 }
    },
  }
  return { ...hostInMemory(registry, { storage: { tokens }, tracer }), secrets }
}

test('HMC-35: a turn, its calls and its credentials are spans, and what the server did is below the call', async () => {
  const { tracer, stop } = openTracer('chaperone-host', endpoint)
  const { call, secrets } = hostBeforeTasks(tracer)
  const projectId = newId('project')
  // One that is there by then: the first spans of a process go nowhere until the exporter is loaded.
  await expect.poll(() => tracer.startSpan('ready').isRecording()).toBe(true)

  const read = await call('tasks', 'tasks_list', { projectId })
  expect(read).toMatchObject({ status: 'refused' })
  await call('tasks', 'tasks_list', {})
  await call('tasks', 'tell_alice_it_is_about_her_divorce', {})
  await stop()
  await tasks.stop()

  const named = (service: string, name: string) => spans.filter((one) => one.service === service && one.name === name)
  const turns = named('chaperone-host', 'turn')
  expect(turns.map(({ attributes }) => attributes)).toEqual(Array(3).fill({ 'chaperone.turn': 'call' }))
  for (const turn of turns) expect(turn.parentSpanId).toBeUndefined()

  const calls = named('chaperone-host', 'tools/call tasks_list')
  const ofCall = { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': 'tasks_list', 'chaperone.connection': 'tasks' }
  expect(calls.map(({ attributes }) => attributes)).toEqual([
    { ...ofCall, 'chaperone.verdict': 'refused', 'error.type': expect.any(String) },
    { ...ofCall, 'chaperone.verdict': 'allowed' },
  ])
  for (const [index, one] of calls.entries())
    expect(one).toMatchObject({ traceId: turns[index]?.traceId, parentSpanId: turns[index]?.spanId })

  // One to list the tools, one for the tool, and none for the second call, which has it already.
  const credentials = named('chaperone-host', 'fetch credential')
  expect(credentials.map(({ parentSpanId }) => parentSpanId)).toEqual([calls[0]?.spanId, calls[0]?.spanId])

  const served = spans.filter(({ service, name }) => service === 'chaperone-tasks' && name.startsWith('tools/call'))
  expect(served.map(({ traceId, parentSpanId }) => ({ traceId, parentSpanId }))).toEqual(
    calls.map(({ traceId, spanId }) => ({ traceId, parentSpanId: spanId })),
  )

  expect(named('chaperone-host', 'tools/call')).toMatchObject([{ attributes: { 'error.type': 'unknown_tool' } }])
  for (const said of [projectId, alice.userId, alice.name, alice.origin.id, 'divorce', ...secrets])
    expect(received).not.toContain(said)
})
