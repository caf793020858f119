import { REMOTE_RENEWAL_PAUSE_SECONDS, REMOTE_RENEWAL_SECONDS } from '@chaperone/contracts'
import type { RemoteAuthorization, RemoteTokens } from '@chaperone/mcp-host'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { database } from '../database.ts'
import { useTokenEndpoint } from '../testing/token-endpoint.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { accountAccess } from './account-access.ts'
import { accountsOf, keepAccount } from './kept-accounts.ts'

/** More than the pool has connections. */
const PEOPLE = Array.from({ length: 12 }, (_, index) => `usr_${index}`)
const [ALICE = ''] = PEOPLE
const SERVER = { id: 'ext-notes', url: 'https://notes.example/mcp' }
const UNREACHABLE = { code: 'unreachable' }

Object.assign(process.env, { REMOTE_SERVER_HOSTS: 'notes.example,localhost', PRIVATE_CLIENT_HOSTS: 'localhost' })
useWebDatabase({ id: 'usr_admin', email: 'admin@example.com' })
const endpoint = useTokenEndpoint()
let remote: RemoteAuthorization

beforeAll(async () => {
  const issuer = endpoint.origin
  remote = {
    resource: SERVER.url,
    issuer,
    authorizationEndpoint: `${issuer}/authorize`,
    tokenEndpoint: `${issuer}/token`,
    offersOfflineAccess: false,
    takesMetadataDocuments: false,
    issRequired: false,
  }
  const data = { title: 'Notes', kind: 'oauth', clientId: 'chaperone', issuer, addedBy: 'usr_admin' }
  await database().unowned.remoteServer.create({ data: { ...SERVER, ...data } })
  const person = (id: string) => ({ id, name: id, email: `${id}@example.com`, passwordHash: 'none' })
  await database().unowned.user.createMany({ data: PEOPLE.map(person) })
})
beforeEach(() => keep(ALICE))
afterEach(() => vi.useRealTimers())

function keep(ownerId: string, change: Partial<RemoteTokens> = {}) {
  const { issuer, resource } = remote
  const tokens = { issuer, resource, clientId: 'chaperone', scopes: [], expiresAtSeconds: 1, ...change }
  const secret = { accessToken: 'ended', refreshToken: 'refresh-1' }
  return keepAccount(ownerId, SERVER, { kind: 'oauth', remote, tokens: { ...secret, ...tokens } })
}

function access(userId = ALICE) {
  return accountAccess({ userId, serverId: SERVER.id })
}

function granted(): Response {
  return Response.json({ access_token: 'renewed', token_type: 'bearer', expires_in: 300, refresh_token: 'refresh-2' })
}

/** The endpoint takes its time until told to go on. */
function holdAnswers(): () => void {
  const gate = Promise.withResolvers<void>()
  endpoint.answer = () => gate.promise.then(granted)
  return gate.resolve
}

function haveAsked(count: number, timeout = 4_000) {
  return vi.waitFor(() => expect(endpoint.received).toHaveLength(count), { timeout })
}

test('RMS-28: a token endpoint that takes its time holds no connection to the database', async () => {
  for (const person of PEOPLE) await keep(person)
  const goOn = holdAnswers()
  const all = Promise.allSettled(PEOPLE.map(access))
  await haveAsked(PEOPLE.length).finally(goOn)
  for (const answer of await all) expect(answer).toMatchObject({ value: { secret: 'renewed' } })
})

test('RMS-29: a refresh token is shown once, however many need a new token, and by one instance', async () => {
  const goOn = holdAnswers()
  const here = [access(), access(), access()]
  await haveAsked(1).finally(goOn)
  for (const answer of await Promise.all(here)) expect(answer).toMatchObject({ secret: 'renewed' })

  await keep(ALICE)
  const until = (seconds: number) => ({ renewalUntil: new Date(Date.now() + seconds * 1_000) })
  const another = (data: object) =>
    database().withOwner({ ownerId: ALICE }, (tx) => tx.remoteAccount.updateMany({ data }))
  await another(until(REMOTE_RENEWAL_SECONDS))
  const waiting = access()
  await expect(haveAsked(2, 1_000)).rejects.toThrow()
  await keep(ALICE, { accessToken: 'of another instance', expiresAtSeconds: undefined })
  expect(await waiting).toMatchObject({ secret: 'of another instance' })
  expect(endpoint.received).toHaveLength(1)

  // One that ended on the way holds up nobody for long.
  await keep(ALICE)
  await another(until(-1))
  expect(await access()).toMatchObject({ secret: 'renewed' })
})

test('RMS-30: what comes back late takes no place of what the person has connected since', async () => {
  const goOn = holdAnswers()
  const late = access()
  await haveAsked(1)
  await keep(ALICE, { accessToken: 'connected since', expiresAtSeconds: undefined })
  goOn()
  expect(await late).toMatchObject({ secret: 'connected since' })
})

test('RMS-31: a server that could not be asked is not asked again with each call', async () => {
  await expect(access()).rejects.toMatchObject(UNREACHABLE)
  for (let times = 0; times < 3; times += 1) await expect(access()).rejects.toMatchObject(UNREACHABLE)
  expect(endpoint.received).toHaveLength(1)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + (REMOTE_RENEWAL_PAUSE_SECONDS + 1) * 1_000 })
  endpoint.answer = granted
  expect(await access()).toMatchObject({ secret: 'renewed' })
})

test.each<[string, () => Response]>([
  ['a page that is not there', () => new Response('<html>', { status: 404, headers: { 'content-type': 'text/html' } })],
  ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } })],
  ['a client unknown', () => Response.json({ error: 'invalid_client' }, { status: 401 })],
  ['a server out of order', () => Response.json({ error: 'temporarily_unavailable' }, { status: 400 })],
  ['a token of another type', () => Response.json({ access_token: 'other', token_type: 'mac' })],
])('RMS-32: %s in the place of an answer ends nobody’s account', async (_name, answer) => {
  endpoint.answer = answer
  await expect(access()).rejects.toMatchObject({ name: 'RemoteOAuthError' })
  expect(await accountsOf(ALICE)).toMatchObject([{ isUsable: true }])
})

test('an account ends when its authorization server says that the grant has ended', async () => {
  endpoint.answer = () => Response.json({ error: 'invalid_grant' }, { status: 400 })
  expect(await access()).toBeNull()
  expect(await accountsOf(ALICE)).toMatchObject([{ isUsable: false }])
})
