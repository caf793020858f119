import { beginAuthorization, type RemoteAuthorization } from '@chaperone/mcp-host'
import { beforeEach, expect, test } from 'vitest'
import { database } from '../database.ts'
import { useTokenEndpoint } from '../testing/token-endpoint.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { accountAccess } from './account-access.ts'
import { callbackUrl } from './client-document.ts'
import { finishConnection, keepDeparture } from './connect-account.ts'
import { connectWithKey } from './connect-with-key.ts'
import { type AccountSecret, keepAccount } from './kept-accounts.ts'
import { type AddedServer, findServer } from './remote-servers.ts'

const alice = {
  id: 'usr_a',
  name: 'A',
  email: 'a@example.com',
  role: 'member' as const,
  sessionId: 'ses_a',
  signedInAt: 0,
}
const account = { userId: alice.id, serverId: 'ext-notes' }

Object.assign(process.env, { REMOTE_SERVER_HOSTS: 'localhost', PRIVATE_CLIENT_HOSTS: 'localhost' })
useWebDatabase({ id: alice.id, email: alice.email })
const endpoint = useTokenEndpoint()

beforeEach(() => database().unowned.remoteServer.deleteMany())

async function serverWith(data: { kind: string; clientId?: string; issuer?: string }): Promise<AddedServer> {
  const row = { id: account.serverId, title: 'Notes', url: `${endpoint.origin}/mcp`, addedBy: alice.id, ...data }
  await database().unowned.remoteServer.create({ data: row })
  const found = await findServer(account.serverId)
  if (!found) throw new Error('the server is not there')
  return found
}

test('RMS-38: who connects an account again leaves no old grant behind', async () => {
  const issuer = endpoint.origin
  const client = { kind: 'registered' as const, issuer, clientId: 'chaperone' }
  const server = await serverWith({ kind: 'oauth', clientId: client.clientId, issuer })
  const remote: RemoteAuthorization = {
    resource: server.url,
    issuer,
    authorizationEndpoint: `${issuer}/authorize`,
    tokenEndpoint: `${issuer}/token`,
    revocationEndpoint: `${issuer}/revoke`,
    offersOfflineAccess: false,
    takesMetadataDocuments: false,
    issRequired: false,
  }
  const tokens = { issuer, resource: server.url, clientId: client.clientId, scopes: [], accessToken: 'old' }
  const before: AccountSecret = { kind: 'oauth', remote, tokens: { ...tokens, refreshToken: 'old-refresh' } }
  await keepAccount(alice.id, server, before)
  const begun = await beginAuthorization({ remote, client, redirectUri: callbackUrl(server.id) })
  await keepDeparture(alice, server, begun)

  endpoint.answer = () => Response.json({ access_token: 'new', token_type: 'bearer' })
  const answer = new URLSearchParams({ code: 'a-code', state: begun.pending.state })
  expect(await finishConnection(alice, server.id, answer)).toMatchObject({ server: { id: server.id } })
  expect(endpoint.received.map((asked) => asked.get('token'))).toEqual([null, 'old-refresh', 'old'])
  expect(await accountAccess(account)).toMatchObject({ secret: 'new' })
})

test('a key that the server does not know takes no place of the one that it knows', async () => {
  const server = await serverWith({ kind: 'api_key' })
  endpoint.answer = () => new Response(null, { status: 401 })
  expect(await connectWithKey(alice, server, 'a-mistyped-key')).toBe('key_refused')
  expect(await accountAccess(account)).toBeNull()
  await keepAccount(alice.id, server, { kind: 'api_key', key: 'the-key-it-knows' })
  expect(await connectWithKey(alice, server, 'a-mistyped-key')).toBe('key_refused')
  expect(await accountAccess(account)).toMatchObject({ secret: 'the-key-it-knows' })
})
