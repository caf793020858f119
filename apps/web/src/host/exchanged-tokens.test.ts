import { randomUUID } from 'node:crypto'
import { newId, type TokenOrigin, type TurnEvent } from '@chaperone/contracts'
import { openDatabase } from '@chaperone/db'
import { createHost, exchangeMinter, type Host, type Principal } from '@chaperone/mcp-host'
import { noRemoteAccounts, untraced } from '@chaperone/mcp-host/testing'
import { startServer, type TestServer } from '@chaperone/mcp-server-kit/testing'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mintToken } from '../authorization-server/mint-token.ts'
import { database, revocations } from '../database.ts'
import { serveAuthorization } from '../testing/authorization-server-over-http.ts'
import { useWebDatabase } from '../testing/web-database.ts'
import { approvalStore } from './approval-store.ts'
import { permissionStore } from './permission-store.ts'
import { pinStore } from './pin-store.ts'

const ISSUER = 'http://localhost:3000'
const TASKS = 'http://localhost:4003/mcp'
const dana = { id: 'usr_dana', email: 'dana@example.com' }
const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
process.env.HOST_CLIENT_JWKS = JSON.stringify({ keys: [await exportJWK(publicKey)] })
const testDatabase = useWebDatabase(dana)

let authorization: Awaited<ReturnType<typeof serveAuthorization>>
let tasks: TestServer
let host: Host
const projectId = newId('project')
const errors: unknown[] = []
beforeAll(async () => {
  await database().unowned.scopeAssignment.createMany({
    data: [
      { userId: dana.id, resource: 'host', scopes: ['host:call'] },
      { userId: dana.id, resource: 'tasks', scopes: ['tasks:read', 'tasks:write'] },
    ],
  })
  const rows = openDatabase(testDatabase().urlFor('tasks'), { role: 'tasks', connections: 1 })
  await rows.withOwner({ ownerId: dana.id }, (tx) =>
    tx.project.create({
      data: {
        ...{ id: projectId, ownerId: dana.id, name: 'Garden' },
        members: { create: { id: newId('member'), memberId: dana.id, email: dana.email, role: 'owner' } },
      },
    }),
  )
  await rows.close()
  authorization = await serveAuthorization()
  tasks = await startServer({
    entry: new URL('../../../../packages/tasks-server/src/main.ts', import.meta.url),
    issuer: { url: ISSUER } as never,
    databaseUrl: testDatabase().urlFor('tasks'),
    environment: { RESOURCE_URL: TASKS, JWKS_URL: `${authorization.address}/oauth/jwks` },
  })
  const address = `${authorization.address}/oauth/token`
  const key = (await exportJWK(privateKey)) as never
  host = createHost({
    registry: [
      {
        ...{ id: 'tasks', title: 'Tasks', server: 'tasks', resource: TASKS, address: tasks.resource },
        credential: { kind: 'user_jwt' },
        trust: 'own',
        resultLabels: ['private'],
      },
    ],
    storage: {
      tokens: exchangeMinter({ issuer: ISSUER, endpoint: `${ISSUER}/oauth/token`, address, key }),
      approvals: approvalStore,
      permissions: permissionStore,
      pins: pinStore,
      audit: () => {},
    },
    remote: noRemoteAccounts,
    tracer: untraced,
    onError: (error) => errors.push(error),
  })
})
afterAll(async () => {
  await tasks.stop()
  await authorization.close()
})

/** Dana, as the host knows her where it runs apart: by a token for it. */
async function danaIn(session: string): Promise<Principal> {
  const origin: TokenOrigin = { kind: 'session', id: session }
  const { token } = await mintToken({ userId: dana.id, origin, identifier: `${ISSUER}/api/host` })
  return { userId: dana.id, name: 'Dana', via: 'session', program: null, origin, hostToken: async () => token }
}

const call = (principal: Principal, tool: string, args = {}, emit: (event: TurnEvent) => void = () => {}) =>
  host.call(principal, { connection: 'tasks', tool, arguments: args }, emit)

test('a host that runs apart reads, and changes what was approved, at a real server, with exchanged tokens', async () => {
  const principal = await danaIn('ses_dana')
  const hostToken = await principal.hostToken?.()
  const read = await call(principal, 'tasks_list_projects')
  expect(read).toMatchObject({ status: 'done', result: { projects: [{ id: projectId }] } })
  expect(read.hopRecord.credential).toMatchObject({
    kind: 'user_jwt',
    claims: { iss: ISSUER, aud: TASKS, sub: dana.id, scope: 'tasks:read', act: { sub: 'mcp-host' }, sid: 'ses_dana' },
  })
  // What is exchanged is no part of what people and planners see.
  expect(JSON.stringify(read)).not.toContain(hostToken)
  const names = (await host.tools(principal)).map(({ definition }) => definition.name)
  expect(names).toContain('tasks_create')
  // The person has no right to destroy, so the server lists nothing that does.
  expect(names).not.toContain('tasks_delete')

  const wanted = { projectId, title: 'Water the ferns', idempotencyKey: randomUUID() }
  const held = await call(principal, 'tasks_create', wanted)
  if (held.status !== 'held') throw new Error(`not held: ${JSON.stringify(held)}`)
  const decided = await host.decide(principal, held.approvalId, 'approve', () => {})
  expect(decided?.outcome).toMatchObject({ status: 'done', result: { title: 'Water the ferns', projectId } })
  expect(decided?.outcome.hopRecord.credential).toMatchObject({ claims: { scope: 'tasks:write' } })
  expect(errors).toEqual([])
})

test('EXC-11: what was exchanged ends with the session, at the server and for every further exchange', async () => {
  const principal = await danaIn('ses_over')
  expect((await call(principal, 'tasks_list_projects')).status).toBe('done')
  await revocations().revoke(principal.origin)
  // The server hears of it within a moment; from then on the host asks for another token, and gets none.
  await expect
    .poll(() => call(principal, 'tasks_list_projects'))
    .toMatchObject({ status: 'refused', code: 'unauthorized', message: expect.stringContaining('Sign in again') })
})

test('a host whose key is not the one that the authorization server knows gets no token, and the log says why', async () => {
  const stranger = (await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey)) as never
  const address = `${authorization.address}/oauth/token`
  const minter = exchangeMinter({ issuer: ISSUER, endpoint: `${ISSUER}/oauth/token`, address, key: stranger })
  const order = { thumbprint: 'none', prove: () => 'none', principal: await danaIn('ses_dana'), resource: TASKS }
  await expect(minter.mint(order)).rejects.toThrow('401 invalid_client')
})
