import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request as open } from 'node:http'
import { connect } from 'node:net'
import { newId } from '@chaperone/contracts'
import { connectAdministrator } from '@chaperone/db/setup'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import {
  callTool,
  startServer,
  startTestIssuer,
  type TestIssuer,
  type TestServer,
} from '@chaperone/mcp-server-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

const CALLS_PER_MINUTE = 12
const CONCURRENT_CALLS = 3
const PATIENCE = { timeout: 10_000 }

let database: TestDatabase
let issuer: TestIssuer
let server: TestServer

beforeAll(async () => {
  database = await createTestDatabase()
  issuer = await startTestIssuer()
  server = await startServer({
    entry: new URL('./main.ts', import.meta.url),
    issuer,
    databaseUrl: database.urlFor('tasks'),
    environment: { CALLS_PER_MINUTE: `${CALLS_PER_MINUTE}`, CONCURRENT_CALLS: `${CONCURRENT_CALLS}` },
  })
})
afterAll(async () => {
  await server.stop()
  await issuer.close()
  await database.drop()
})

function tokenOf(sub: string, scope = 'tasks:read'): string {
  return issuer.token({ sub, audience: server.resource, scope })
}

function list(credential: string, signal?: AbortSignal) {
  return callTool({ resource: server.resource, credential, tool: 'tasks_list_projects', signal })
}

const MESSAGE = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'tasks_list_projects' } })

/** A call whose body has not arrived completely: it is in flight until `finish`. */
async function beginCall(credential: string): Promise<{ finish(): Promise<IncomingMessage> }> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request: ClientRequest = open(server.resource, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${credential}`,
      'Content-Type': 'application/json',
      Accept: 'application/json, text/event-stream',
      'MCP-Protocol-Version': '2025-11-25',
      'Content-Length': MESSAGE.length,
      Expect: '100-continue',
    },
  })
  request.on('response', resolve)
  request.on('error', reject)
  // Node answers 100 when it hands the request over: from here on the server works on it.
  await new Promise<void>((arrived, failed) => {
    request.once('continue', arrived)
    request.once('error', failed)
    request.flushHeaders()
  })
  request.write(MESSAGE.slice(0, 10))
  return {
    finish() {
      request.end(MESSAGE.slice(10))
      return promise
    },
  }
}

function post(headers: Record<string, string>, message: unknown): Promise<Response> {
  return fetch(server.resource, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify(message),
  })
}

/** What comes back for these bytes until the server closes the connection. */
async function answerTo(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.resource)
  const socket = connect(Number(port), hostname).setEncoding('utf8')
  let received = ''
  socket.on('data', (text) => (received += text)).on('error', () => {})
  socket.write(bytes)
  await once(socket, 'close')
  return received
}

function auditRows() {
  return database.query('SELECT subject, tool, verdict, reason FROM audit.events ORDER BY sequence')
}

test('every call leaves its row: allowed, failed, refused for its scope, refused as a stranger', async () => {
  const sub = newId('user')
  await list(tokenOf(sub))
  const input = { taskId: newId('task') }
  await callTool({ resource: server.resource, credential: tokenOf(sub), tool: 'tasks_get', input })
  await callTool({ resource: server.resource, credential: tokenOf(sub), tool: 'tasks_delete', input })
  await callTool({ resource: server.resource, credential: tokenOf(sub), tool: 'tasks_list', input: { owner_id: 'x' } })
  await callTool({ resource: server.resource, credential: tokenOf(sub), tool: 'tasks_explode', input })
  const asked = { Authorization: `Bearer ${tokenOf(sub)}`, 'MCP-Protocol-Version': '2025-11-25' }
  await post(asked, [])
  for (const [method, params] of [
    ['prompts/get', { name: 'tasks_explode' }],
    ['prompts/get', { name: 'tasks_plan_day', arguments: { owner_id: 'x' } }],
    ['resources/read', { uri: 'tasks://nothing/here' }],
    ['resources/read', { uri: 'tasks://projects/no-id' }],
  ])
    await post(asked, { jsonrpc: '2.0', id: 1, method, params })
  await list('nobody')
  await post({ Origin: 'https://evil.example' }, {})
  await fetch(server.resource.replace('/mcp', '/healthz'), { headers: { Origin: 'https://evil.example' } })

  const fromElsewhere = { subject: null, tool: null, verdict: 'refused', reason: 'forbidden_origin' }
  await expect
    .poll(auditRows, PATIENCE)
    .toEqual([
      { subject: sub, tool: 'tasks_list_projects', verdict: 'allowed', reason: 'scope tasks:read' },
      { subject: sub, tool: 'tasks_get', verdict: 'failed', reason: 'not_found' },
      { subject: sub, tool: 'tasks_delete', verdict: 'refused', reason: 'insufficient_scope' },
      { subject: sub, tool: 'tasks_list', verdict: 'refused', reason: 'invalid_arguments' },
      { subject: sub, tool: null, verdict: 'refused', reason: 'unknown_tool' },
      { subject: sub, tool: null, verdict: 'refused', reason: 'invalid_request' },
      { subject: sub, tool: null, verdict: 'refused', reason: 'unknown_prompt' },
      { subject: sub, tool: 'tasks_plan_day', verdict: 'refused', reason: 'invalid_arguments' },
      { subject: sub, tool: null, verdict: 'refused', reason: 'unknown_resource' },
      { subject: sub, tool: 'project', verdict: 'refused', reason: 'invalid_arguments' },
      { subject: null, tool: null, verdict: 'refused', reason: 'invalid_token' },
      fromElsewhere,
      fromElsewhere,
    ])
})

test('a caller beyond its calls a minute is told when to come back, and others are served', async () => {
  const eager = newId('user')
  for (let call = 0; call < CALLS_PER_MINUTE; call += 1) expect((await list(tokenOf(eager))).status).toBe(200)

  const response = await fetch(server.resource, {
    method: 'POST',
    headers: { Authorization: `Bearer ${tokenOf(eager)}` },
  })
  expect(response.status).toBe(429)
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await response.json()).toMatchObject({ error: 'rate_limited' })
  expect((await list(tokenOf(newId('user')))).status).toBe(200)
})

test('a caller that never finishes its requests blocks nobody but itself', async () => {
  const slow = tokenOf(newId('user'))
  // From now on it is known, so that each request has its place before the next is looked at.
  expect((await list(slow)).status).toBe(200)
  const begun = await Promise.all(Array.from({ length: CONCURRENT_CALLS }, () => beginCall(slow)))
  expect((await list(slow)).status).toBe(429)
  expect((await list(tokenOf(newId('user')))).status).toBe(200)

  for (const call of begun) expect((await call.finish()).statusCode).toBe(200)
  expect((await list(slow)).status).toBe(200)
})

test('a call whose client has gone keeps its place until it has ended', async () => {
  const token = tokenOf(newId('user'))
  expect((await list(token)).status).toBe(200)
  const locker = await connectAdministrator(database.urlFor('admin'))
  await locker.query('BEGIN; LOCK TABLE tasks.projects IN ACCESS EXCLUSIVE MODE')
  const client = new AbortController()
  const gone = Array.from({ length: CONCURRENT_CALLS }, () => list(token, client.signal))
  const waiting = async () =>
    (await locker.query("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'tasks.projects'::regclass")).rowCount
  await expect.poll(waiting, PATIENCE).toBe(CONCURRENT_CALLS)
  client.abort()
  await Promise.allSettled(gone)
  // By the second answer the server has seen the connections before it close.
  for (let time = 0; time < 2; time += 1) await fetch(server.resource.replace('/mcp', '/healthz'))
  expect((await list(token)).status).toBe(429)

  await locker.query('ROLLBACK')
  await locker.end()
  await expect.poll(async () => (await list(token)).status, PATIENCE).toBe(200)
  const ended = async () => (await auditRows()).filter((row) => (row as { reason: string }).reason === 'cancelled')
  await expect.poll(ended, PATIENCE).toHaveLength(CONCURRENT_CALLS)
})

test('a connection has one request at a time, for one host', async () => {
  const { host } = new URL(server.resource)
  const request = (more = '') => `GET /healthz HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`
  expect((await answerTo(request().repeat(500))).split('HTTP/1.1 200').length).toBeLessThanOrEqual(2)
  expect(await answerTo(request('Connection: close\r\n'))).toContain('HTTP/1.1 200')
  expect(await answerTo(request(`Host: evil.example\r\nConnection: close\r\n`))).toContain('HTTP/1.1 403')
})

test('every answer forbids scripts, frames, guessing of types and keeping', async () => {
  for (const path of ['/mcp', '/healthz', '/nowhere', '/.well-known/oauth-protected-resource']) {
    const { headers } = await fetch(server.resource.replace('/mcp', path))
    expect(headers.get('content-security-policy'), path).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('cache-control'), path).toBe('no-store')
  }
})

test.each([
  ['as a role of another server', () => database.urlFor('calendar')],
  ['as the superuser', () => database.urlFor('admin')],
  ['as the superuser, by a search parameter', superuserByParameter],
])('does not start when its database address signs in %s', async (_as, databaseUrl) => {
  const start = startServer({ entry: new URL('./main.ts', import.meta.url), issuer, databaseUrl: databaseUrl() })
  await expect(start).rejects.toThrow('does not sign in as chaperone_tasks')
})

function superuserByParameter(): string {
  const superuser = new URL(database.urlFor('admin'))
  const url = new URL(database.urlFor('tasks'))
  url.searchParams.set('user', superuser.username)
  url.searchParams.set('password', superuser.password)
  return url.href
}

// The last one: it ends the server.
test('after SIGTERM the work of a client that has gone ends, and has its line, before the audit is closed', async () => {
  const other = await startServer({
    entry: new URL('./main.ts', import.meta.url),
    issuer,
    databaseUrl: database.urlFor('tasks'),
  })
  const sub = newId('user')
  const locker = await connectAdministrator(database.urlFor('admin'))
  await locker.query('BEGIN; LOCK TABLE tasks.projects IN ACCESS EXCLUSIVE MODE')
  const client = new AbortController()
  const credential = issuer.token({ sub, audience: other.resource, scope: 'tasks:read' })
  const gone = callTool({ resource: other.resource, credential, tool: 'tasks_list_projects', signal: client.signal })
  const waiting = async () =>
    (await locker.query("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'tasks.projects'::regclass")).rowCount
  await expect.poll(waiting, PATIENCE).toBe(1)
  client.abort()
  await expect(gone).rejects.toThrow()
  const stopped = other.stop()
  await expect
    .poll(
      () =>
        fetch(other.resource).then(
          ({ status }) => status,
          () => 'closed',
        ),
      PATIENCE,
    )
    .not.toBe(401)
  await locker.query('ROLLBACK')
  await locker.end()
  await stopped
  expect(await auditRows()).toContainEqual(expect.objectContaining({ subject: sub, reason: 'cancelled' }))
})

test('after SIGTERM a call in flight gets its answer, new ones get 503, and the audit is complete', async () => {
  const sub = newId('user')
  const inFlight = await beginCall(tokenOf(sub))
  const stopped = server.stop()
  await expect.poll(async () => (await list(tokenOf(newId('user')))).status, PATIENCE).toBe(503)

  expect((await inFlight.finish()).statusCode).toBe(200)
  await stopped
  expect(await auditRows()).toContainEqual(expect.objectContaining({ subject: sub, verdict: 'allowed' }))
})
