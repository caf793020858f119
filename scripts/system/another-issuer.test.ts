import { randomUUID } from 'node:crypto'
import { resourceScopes, type ServerName, serverNames } from '@chaperone/contracts'
import { createTestDatabase, type TestDatabase } from '@chaperone/db/testing'
import {
  callTool,
  startServer,
  startTestIssuer,
  type TestIssuer,
  type TestServer,
} from '@chaperone/mcp-server-kit/testing'
import { Events, type MutableToken, OAuth2Server } from 'oauth2-mock-server'
import { afterAll, beforeAll, expect, test } from 'vitest'

// The servers with an authorization server of somebody else, which signs with RS256, as most do.

const reads = {
  weather: { tool: 'weather_list_places', input: {} },
  calendar: { tool: 'calendar_list_events', input: { from: '2041-03-04T00:00:00Z', to: '2041-03-05T00:00:00Z' } },
  tasks: { tool: 'tasks_list_projects', input: {} },
} as const

const other = new OAuth2Server()
let own: TestIssuer
let database: TestDatabase
let servers: Record<ServerName, TestServer>

beforeAll(async () => {
  await other.issuer.keys.generate('RS256')
  await other.start(0, '127.0.0.1')
  database = await createTestDatabase()
  own = await startTestIssuer()
  const started = serverNames.map(async (name) => [name, await start(name)] as const)
  servers = Object.fromEntries(await Promise.all(started)) as typeof servers
})
afterAll(async () => {
  await Promise.all(serverNames.map((name) => servers[name].stop()))
  await Promise.all([other.stop(), own.close(), database.drop()])
})

function start(name: ServerName): Promise<TestServer> {
  const url = String(other.issuer.url)
  return startServer({
    entry: new URL(`../../packages/${name}-server/src/main.ts`, import.meta.url),
    issuer: own,
    databaseUrl: database.urlFor(name),
    environment: { AUTH_ISSUER: url, JWKS_URL: `${url}/jwks`, AUTH_ALGORITHM: 'RS256', WEATHER_OFFLINE: '1' },
  })
}

interface Wish {
  audience: string
  scope: string
  header?: Record<string, unknown>
  claims?: Record<string, unknown>
}

/** A token from its token endpoint, as somebody configured it for this server. */
async function tokenOfOther({ audience, scope, header, claims }: Wish): Promise<string> {
  other.service.once(Events.BeforeTokenSigning, (token: MutableToken) => {
    Object.assign(token.header, { typ: 'at+jwt' }, header)
    const named = { aud: audience, sub: 'auth0|alice', client_id: 'an-agent', scope, jti: randomUUID() }
    Object.assign(token.payload, named, claims)
  })
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope })
  const response = await fetch(`${other.issuer.url}/token`, { method: 'POST', body })
  return ((await response.json()) as { access_token: string }).access_token
}

function read(name: ServerName, credential: string) {
  return callTool({ resource: servers[name].resource, credential, ...reads[name] })
}

test.each(serverNames)('the %s server accepts its tokens, and ours no longer', async (name) => {
  const wish = { audience: servers[name].resource, scope: resourceScopes[name].join(' ') }
  expect(await read(name, await tokenOfOther(wish))).toMatchObject({ status: 200 })
  expect(await read(name, own.token({ sub: 'usr_alice', ...wish }))).toMatchObject({ status: 401 })
})

test.each([
  ['for another server', { claims: { aud: 'http://127.0.0.1:1/mcp' } }],
  ['for two servers', { claims: { aud: ['http://127.0.0.1:1/mcp', 'http://127.0.0.1:2/mcp'] } }],
  ['that is an ID token', { header: { typ: 'JWT' } }],
  ['of nobody', { claims: { sub: undefined } }],
  ['of no client', { claims: { client_id: undefined } }],
  ['that names another issuer', { claims: { iss: 'https://evil.example' } }],
])('a token %s is refused', async (_what, change) => {
  const wish = { audience: servers.tasks.resource, scope: 'tasks:read' }
  expect(await read('tasks', await tokenOfOther(wish))).toMatchObject({ status: 200 })
  expect(await read('tasks', await tokenOfOther({ ...wish, ...change }))).toMatchObject({ status: 401 })
})
