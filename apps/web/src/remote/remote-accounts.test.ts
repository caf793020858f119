import { CONNECTION_ATTEMPTS_PER_MINUTE, INTERACTION_SECONDS } from '@chaperone/contracts'
import { NotOpened } from '@chaperone/db'
import { beginAuthorization, type RemoteAuthorization } from '@chaperone/mcp-host'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { database, revocations } from '../database.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { accountAccess } from './account-access.ts'
import { callbackUrl, clientDocument } from './client-document.ts'
import { findDeparture, finishConnection, keepDeparture } from './connect-account.ts'
import { mayConnect } from './connection-attempts.ts'
import { disconnect } from './disconnect.ts'
import { type AccountSecret, accountsOf, keepAccount, openAccount } from './kept-accounts.ts'
import { remoteAccounts } from './remote-accounts.ts'
import { fetchRemoteServer, isListedHost } from './remote-fetch.ts'
import { type AddedServer, addServer, findServer, removeServer, serversByDocument } from './remote-servers.ts'

const alice = {
  id: 'usr_a',
  name: 'A',
  email: 'a@example.com',
  role: 'administrator' as const,
  sessionId: 'ses_a',
  signedInAt: 0,
}
const bob = { ...alice, id: 'usr_b', email: 'b@example.com', role: 'member' as const, sessionId: 'ses_b' }

process.env.REMOTE_SERVER_HOSTS = 'notes.example'
useWebDatabase({ id: alice.id, email: alice.email })

/** An authorization server that is never reached: nothing connects to this address. */
const remote: RemoteAuthorization = {
  resource: 'https://notes.example/mcp',
  issuer: 'https://127.0.0.1',
  authorizationEndpoint: 'https://127.0.0.1/authorize',
  tokenEndpoint: 'https://127.0.0.1/token',
  offersOfflineAccess: false,
  takesMetadataDocuments: false,
  issRequired: false,
}
const client = { kind: 'registered' as const, issuer: remote.issuer, clientId: 'chaperone' }
const tokens = { issuer: remote.issuer, resource: remote.resource, clientId: client.clientId, scopes: ['notes:read'] }

let server: AddedServer

beforeAll(() =>
  database().unowned.user.create({ data: { id: bob.id, name: 'B', email: bob.email, passwordHash: 'none' } }),
)
beforeEach(async () => {
  await database().unowned.remoteServer.deleteMany()
  const data = { title: 'Notes', url: remote.resource, kind: 'oauth', clientId: client.clientId, issuer: remote.issuer }
  await database().unowned.remoteServer.create({ data: { id: 'ext-notes', addedBy: alice.id, ...data } })
  const found = await findServer('ext-notes')
  if (!found) throw new Error('the server is not there')
  server = found
})

afterEach(() => vi.useRealTimers())

function ofAlice(secret: AccountSecret) {
  return keepAccount(alice.id, server, secret)
}

async function depart(): Promise<{ departure: string; answer: URLSearchParams }> {
  const begun = await beginAuthorization({ remote, client, redirectUri: callbackUrl(server.id) })
  const answer = new URLSearchParams({ code: 'a-code', state: begun.pending.state })
  return { departure: await keepDeparture(alice, server, begun), answer }
}

const STRAY = { problem: 'state_mismatch' }
/** The code was taken for good, and sent to where nothing answers. */
const REDEEMED = { problem: 'unreachable' }

test('RMS-20: an answer counts once, for the person and in the session that began', async () => {
  const { departure, answer } = await depart()
  const elsewhere = { ...alice, sessionId: 'ses_other' }
  for (const other of [bob, elsewhere, { ...bob, sessionId: alice.sessionId }]) {
    expect(await findDeparture(other, departure)).toBeNull()
    expect(await finishConnection(other, server.id, answer)).toEqual(STRAY)
  }
  expect(await findDeparture(alice, departure)).toMatchObject({ server: { id: 'ext-notes' } })
  const twice = await Promise.all([
    finishConnection(alice, server.id, answer),
    finishConnection(alice, server.id, answer),
  ])
  expect(twice).toEqual(expect.arrayContaining([STRAY, REDEEMED]))
  expect(await finishConnection(alice, server.id, answer)).toEqual(STRAY)
  expect(await findDeparture(alice, departure)).toBeNull()
})

test('RMS-21: an answer that is late, has no state, or another one, is none', async () => {
  const { answer } = await depart()
  for (const state of ['', 'x', '\0', `${answer.get('state')}x`]) {
    expect(await finishConnection(alice, server.id, new URLSearchParams({ code: 'a-code', state }))).toEqual(STRAY)
  }
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + (INTERACTION_SECONDS + 1) * 1_000 })
  expect(await finishConnection(alice, server.id, answer)).toEqual(STRAY)
  vi.useRealTimers()
  expect(await finishConnection(alice, server.id, answer)).toEqual(REDEEMED)
})

test('RMS-33: an answer for one server is none at the address of another, and its code goes nowhere', async () => {
  for (const serverId of ['ext-files', '', '\0']) {
    const { answer } = await depart()
    expect(await finishConnection(alice, serverId, answer)).toEqual(STRAY)
    expect(await finishConnection(alice, server.id, answer)).toEqual(STRAY)
  }
  expect(callbackUrl(server.id)).not.toBe(callbackUrl('ext-files'))
})

test('RMS-34: our document names the redirect addresses of the servers that it stands for alone', async () => {
  expect(clientDocument(await serversByDocument()).redirect_uris).toEqual([])
  const url = 'https://notes.example/files'
  const data = { id: 'ext-files', title: 'Files', url, kind: 'oauth', issuer: remote.issuer, addedBy: alice.id }
  await database().unowned.remoteServer.create({ data })
  expect(clientDocument(await serversByDocument()).redirect_uris).toEqual([callbackUrl('ext-files')])
})

test('RMS-22: nothing in the database can be presented or redeemed', async () => {
  const { answer } = await depart()
  const secrets = ['key-of-alice', 'access-of-alice', 'refresh-of-alice']
  const [key = '', accessToken = '', refreshToken = ''] = secrets
  for (const secret of [
    { kind: 'api_key' as const, key },
    { kind: 'oauth' as const, remote, tokens: { ...tokens, accessToken, refreshToken } },
  ]) {
    await ofAlice(secret)
    const kept = await database().withOwner({ ownerId: alice.id }, (tx) =>
      Promise.all([tx.remoteAccount.findMany(), tx.remoteAuthorization.findMany()]),
    )
    expect(kept.map(({ length }) => length)).toEqual([1, 1])
    for (const text of [...secrets, answer.get('state') ?? '', 'codeVerifier']) {
      expect(JSON.stringify(kept)).not.toContain(text)
    }
  }
})

test('RMS-23: what one person was given opens in no row of another, and for no other server', async () => {
  await ofAlice({ kind: 'api_key', key: 'key-of-alice' })
  const rows = await database().withOwner({ ownerId: alice.id }, (tx) => tx.remoteAccount.findMany())
  const open = (ownerId: string, change: object) =>
    database().withOwner({ ownerId }, async (tx) => {
      await tx.remoteAccount.deleteMany()
      await tx.remoteAccount.createMany({ data: rows.map((row) => ({ ...row, ownerId, ...change })) })
      return openAccount({ ownerId, serverId: 'ext-notes' }, tx)
    })
  await expect(open(bob.id, {})).rejects.toThrow(NotOpened)
  await expect(open(alice.id, { resource: 'https://files.example/mcp' })).rejects.toThrow(NotOpened)
  await expect(open(alice.id, { issuer: 'https://evil.example' })).rejects.toThrow(NotOpened)
  expect(await open(alice.id, {})).toMatchObject({ secret: { key: 'key-of-alice' } })
})

test('RMS-24: an account is seen, used and ended by its person alone', async () => {
  await ofAlice({ kind: 'api_key', key: 'key-of-alice' })
  const account = { userId: bob.id, serverId: 'ext-notes' }
  expect(await accountsOf(bob.id)).toEqual([])
  expect(await remoteAccounts.serversOf(bob.id)).toEqual([])
  expect(await accountAccess(account)).toBeNull()
  expect(await disconnect(bob, 'ext-notes')).toBe(false)
  expect(await accountAccess({ ...account, userId: alice.id })).toMatchObject({ secret: 'key-of-alice' })
  expect(await disconnect(alice, 'ext-notes')).toBe(true)
  expect(await accountAccess({ ...account, userId: alice.id })).toBeNull()
})

test('RGS-49: what goes on after its session was ended gets nothing of the person’s accounts, and other sessions do', async () => {
  await ofAlice({ kind: 'api_key', key: 'key-of-alice' })
  const account = { userId: alice.id, serverId: 'ext-notes' }
  const ended = { kind: 'session', id: 'ses_ended' } as const
  const other = { kind: 'session', id: 'ses_other' } as const
  expect(await remoteAccounts.access(account, ended)).toMatchObject({ secret: 'key-of-alice' })
  await revocations().revoke(ended)
  await expect(remoteAccounts.access(account, ended)).rejects.toThrow('revoked')
  expect(await remoteAccounts.access(account, other)).toMatchObject({ secret: 'key-of-alice' })
})

test.each([
  'https://notes.example.evil.example/mcp',
  'https://evil-notes.example/mcp',
  'https://sub.notes.example/mcp',
  'https://notes.example@evil.example/mcp',
  'https://evil.example/notes.example',
  'https://169.254.169.254/mcp',
  'not an address',
])('RMS-25: %s is on no listed host, and is neither added nor reached', async (url) => {
  expect(isListedHost(url)).toBe(false)
  const order = { title: 'Evil', kind: 'api_key', url }
  expect(await addServer(alice, new URLSearchParams(order))).not.toBeNull()
  await expect(fetchRemoteServer(url)).rejects.toThrow('REMOTE_SERVER_HOSTS')
  expect(await database().unowned.remoteServer.count()).toBe(1)
})

test('RMS-26: a listed host is reached over https only, and only by an administrator’s word', async () => {
  const order = { title: 'More', kind: 'api_key', url: 'https://notes.example/keys' }
  const adding = (person: typeof alice | typeof bob, change: object = {}) =>
    addServer(person, new URLSearchParams({ ...order, ...change }))
  expect(await adding(bob)).toBe('incomplete')
  expect(await adding(alice, { url: 'http://notes.example/keys' })).toBe('insecure_address')
  await expect(fetchRemoteServer('http://notes.example/keys')).rejects.toThrow('only public https')
  expect(await adding(alice, { url: 'https://me@notes.example/keys' })).toBe('unusable_address')
  expect(await adding(alice, { url: remote.resource })).toBe('taken')
  expect(await database().unowned.remoteServer.count()).toBe(1)
  expect(await adding(alice)).toBeNull()
  expect(await removeServer(bob, 'ext-notes')).toBe(false)
  expect(await removeServer(alice, 'ext-notes')).toBe(true)
})

test('with a server go everybody’s accounts at it, and no id comes twice', async () => {
  await ofAlice({ kind: 'api_key', key: 'key-of-alice' })
  expect(await removeServer(alice, 'ext-notes')).toBe(true)
  expect(await accountsOf(alice.id)).toEqual([])
  const ids = new Set<string>()
  for (let times = 0; times < 2; times += 1) {
    await addServer(alice, new URLSearchParams({ title: 'Notes', kind: 'api_key', url: remote.resource }))
    const [added] = await database().unowned.remoteServer.findMany()
    ids.add(added?.id ?? '')
    await removeServer(alice, added?.id ?? '')
  }
  expect(ids.size).toBe(2)
})

test('tokens that have ended are renewed or given up, and kept while nobody answers', async () => {
  const account = { userId: alice.id, serverId: 'ext-notes' }
  const ended = { ...tokens, accessToken: 'ended', expiresAtSeconds: 1 }
  await ofAlice({ kind: 'oauth', remote, tokens: { ...ended, refreshToken: 'refresh' } })
  await expect(accountAccess(account)).rejects.toMatchObject({ code: 'unreachable' })
  expect(await accountsOf(alice.id)).toMatchObject([{ isUsable: true }])

  await ofAlice({ kind: 'oauth', remote, tokens: ended })
  expect(await accountAccess(account)).toBeNull()
  expect(await accountsOf(alice.id)).toMatchObject([{ isUsable: false }])
  expect(await remoteAccounts.serversOf(alice.id)).toHaveLength(1)
})

test('scopes that a server asks for are remembered with those that are held, and forgotten once it is connected again', async () => {
  const account = { userId: alice.id, serverId: 'ext-notes' }
  await ofAlice({ kind: 'oauth', remote, tokens: { ...tokens, accessToken: 'access' } })
  await remoteAccounts.wantsMore(account, 'notes:read')
  expect(await accountsOf(alice.id)).toMatchObject([{ wantedScopes: [] }])
  await remoteAccounts.wantsMore(account, 'notes:write')
  expect(await accountsOf(alice.id)).toMatchObject([{ wantedScopes: ['notes:read', 'notes:write'] }])
  await ofAlice({ kind: 'oauth', remote, tokens: { ...tokens, accessToken: 'access' } })
  expect(await accountsOf(alice.id)).toMatchObject([{ wantedScopes: [] }])
})

test('RMS-27: one person makes this app ask servers of others so often a minute, and holds up nobody else', async () => {
  const tries = await Promise.all(
    Array.from({ length: CONNECTION_ATTEMPTS_PER_MINUTE + 1 }, () => mayConnect(alice.id)),
  )
  expect(tries.filter((may) => !may)).toHaveLength(1)
  expect(await mayConnect(bob.id)).toBe(true)
})
