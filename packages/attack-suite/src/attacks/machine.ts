import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import type { JWK } from 'jose'
import { type Attack, defineAttack } from '../attack.ts'
import { badCredential, missingScope } from '../expectations.ts'
import type { Exchange } from '../http/exchange.ts'
import { prepareAuthorization } from '../oauth/authorization-request.ts'
import { followAuthorization } from '../oauth/follow-authorization.ts'
import { clientAssertion, type MachineRequest, requestMachineToken } from '../oauth/machine-token.ts'
import { readToken } from '../oauth/redeem-code.ts'
import type { Scene } from '../scene.ts'

const SERVER = 'apps/web/src/authorization-server/provider.ts'
const ADAPTER = 'apps/web/src/authorization-server/record-adapter.ts'
const SCOPES = 'apps/web/src/authorization-server/scopes-of.ts'
const VERIFY = 'packages/mcp-auth/src/jwt/verify-access-token.ts'
const GUARD = 'packages/mcp-auth/src/guard/create-guard.ts'
const ASSERTION = 'RFC 7523 §3; MCP 2026-07-28 Authorization, Client Registration'
const REDIRECT_URI = 'http://127.0.0.1:49159/callback'

/** A new program with a calendar of its own. */
async function machineAt(scene: Scene): Promise<MachineRequest> {
  const scopes = ['calendar:read', 'calendar:write']
  const machine = await scene.clientOffice.addMachine({ server: 'calendar', scopes })
  return { issuer: scene.target.web, machine, resource: scene.target.servers.calendar, scope: 'calendar:read' }
}

const remove = ({ clientOffice }: Scene, { machine }: MachineRequest) => clientOffice.remove(machine.id)

function otherKey(): JWK {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as JsonWebKey as JWK
}

interface OddRequest {
  id: string
  title: string
  source: string
  control: string
  changes(request: MachineRequest, scene: Scene): Promise<Record<string, string | undefined>>
  error: readonly string[]
}

const oddRequests: readonly OddRequest[] = [
  {
    id: 'MCH-01',
    title: 'cannot get a token with the name of a program alone',
    source: ASSERTION,
    control: 'A program that acts for itself proves its key.',
    changes: async () => ({ client_assertion: '', client_assertion_type: undefined }),
    error: ['invalid_client', 'invalid_request'],
  },
  {
    id: 'MCH-02',
    title: 'cannot get a token with an assertion by another key',
    source: ASSERTION,
    control: 'Assertions are verified with the key that was registered.',
    changes: async ({ issuer, machine }) => ({
      client_assertion: await clientAssertion({ issuer, machine: { ...machine, privateKey: otherKey() } }),
    }),
    error: ['invalid_client'],
  },
  {
    id: 'MCH-03',
    title: 'cannot get a token with an assertion that was made for a server',
    source: `${ASSERTION}; RFC 7523 §3 (3)`,
    control: 'The audience of an assertion is this authorization server.',
    changes: async (request, { target }) => ({
      client_assertion: await clientAssertion(request, { aud: target.servers.calendar }),
    }),
    error: ['invalid_client'],
  },
  {
    id: 'MCH-04',
    title: 'cannot get a token with an assertion that has ended',
    source: `${ASSERTION}; RFC 7523 §3 (4)`,
    control: 'Assertions end.',
    changes: async (request) => ({
      client_assertion: await clientAssertion(request, { exp: Math.floor(Date.now() / 1_000) - 60 }),
    }),
    error: ['invalid_client'],
  },
  {
    id: 'MCH-05',
    title: 'cannot get a token for a program at a server where it was given nothing',
    source: 'RFC 8707 §2; OWASP MCP Top 10 MCP02',
    control: 'A program has the scopes it was registered with, at the one server it was registered for.',
    changes: async (_request, { target }) => ({ resource: target.servers.weather, scope: 'weather:read' }),
    error: ['invalid_scope', 'invalid_target'],
  },
]

export const machineAttacks: readonly Attack[] = [
  ...oddRequests.map(({ changes, error, ...attack }) =>
    defineAttack({
      ...attack,
      file: SERVER,
      prepare: machineAt,
      honest: (_scene, request) => requestMachineToken(request),
      attack: async (scene, request) => requestMachineToken(request, await changes(request, scene)),
      expect: { status: [400, 401], error },
      clean: remove,
    }),
  ),
  defineAttack({
    id: 'MCH-06',
    title: 'cannot use an assertion twice',
    source: `${ASSERTION}; RFC 7523 §3 (7)`,
    control: 'The jti of an assertion is remembered until it ends.',
    file: SERVER,
    async prepare(scene) {
      const request = await machineAt(scene)
      return { request, assertion: await clientAssertion(request) }
    },
    honest: (_scene, { request, assertion }) => requestMachineToken(request, { client_assertion: assertion }),
    attack: (_scene, { request, assertion }) => requestMachineToken(request, { client_assertion: assertion }),
    expect: { status: 401, error: 'invalid_client' },
    clean: (scene, { request }) => remove(scene, request),
  }),
  defineAttack({
    id: 'MCH-14',
    title: 'cannot use an assertion several times at the same moment',
    source: `${ASSERTION}; RFC 7523 §3 (7)`,
    control: 'What was used is written by insertion, which one of several wins.',
    file: ADAPTER,
    prepare: machineAt,
    honest: (_scene, request) => requestMachineToken(request),
    async attack(_scene, request) {
      const assertion = await clientAssertion(request)
      const once = () => requestMachineToken(request, { client_assertion: assertion })
      const answers = await Promise.all(Array.from({ length: 6 }, once))
      const tokens = answers.filter(({ status }) => status === 200)
      // One of them may win. A second one that does is the attack's success, and is what the runner gets to see.
      return tokens[1] ?? answers.find(({ status }) => status !== 200) ?? (tokens[0] as Exchange)
    },
    expect: { status: [400, 401], error: ['invalid_client', 'invalid_request'] },
    clean: remove,
  }),
  defineAttack({
    id: 'MCH-07',
    title: 'cannot give a program scopes that it was not registered with',
    source: 'RFC 6749 §3.3; OWASP MCP Top 10 MCP02',
    control: 'A program has the scopes it was registered with.',
    file: SCOPES,
    prepare: machineAt,
    honest: (_scene, request) => requestMachineToken(request, { scope: 'calendar:read calendar:write' }),
    attack: (_scene, request) => requestMachineToken(request, { scope: 'calendar:read calendar:delete' }),
    expect: { status: 200, error: null, scope: 'calendar:read' },
    clean: remove,
  }),
  defineAttack({
    id: 'MCH-08',
    title: 'cannot call a tool beyond what a program’s token says',
    source: 'MCP 2026-07-28 Authorization, Scope Challenge Handling',
    control: 'A tool needs its scope, whoever calls.',
    file: 'packages/mcp-auth/src/guard/authorize-call.ts',
    prepare: machineAt,
    honest: async (scene, request) => listEvents(scene, await tokenOf(request)),
    attack: async (scene, request) => createEvent(scene, await tokenOf(request)),
    expect: missingScope('calendar:write'),
    clean: remove,
  }),
  defineAttack({
    id: 'MCH-09',
    title: "cannot read a person's event as a program, nor learn that it exists",
    source: 'OWASP AISVS C10.2.5; CVE-2026-54052',
    control: 'A program is a service account with rows of its own.',
    file: 'packages/db/src/database.ts',
    async prepare(scene) {
      const request = await machineAt(scene)
      const title = `Of Alice alone ${Date.now()}`
      const created = await scene.callAs('alice', 'calendar', 'calendar_create_event', { ...EVENT, title })
      return { request, eventId: /evt_[0-9a-z]+/.exec(created.body)?.[0] ?? '' }
    },
    honest: (scene, { eventId }) => scene.callAs('alice', 'calendar', 'calendar_get_event', { eventId }),
    attack: async (scene, { eventId, request }) => getEvent(scene, await tokenOf(request), eventId),
    expect: { status: 200, error: 'not_found' },
    twin: async (scene, { request }) => getEvent(scene, await tokenOf(request), 'evt_0000000000000000'),
    async clean(scene, { eventId, request }) {
      await scene.callAs('alice', 'calendar', 'calendar_delete_event', { eventId })
      await remove(scene, request)
    },
  }),
  defineAttack({
    id: 'MCH-10',
    title: 'cannot use the token of a program where only people are known',
    source: 'OWASP AISVS C10.2.5',
    control: 'The tasks server takes no service accounts, by key or by token.',
    file: GUARD,
    prepare: machineAt,
    honest: async (scene, request) => listEvents(scene, await tokenOf(request)),
    async attack(scene, request) {
      // As the authorization server would sign it, if it could be made to.
      const claims = { aud: scene.target.servers.tasks, scope: 'tasks:read' }
      const credential = scene.forge({ original: await tokenOf(request), signature: 'issuer', claims })
      return scene.call({ server: 'tasks', tool: 'tasks_list_projects', arguments: {}, credential })
    },
    expect: badCredential,
    clean: remove,
  }),
  defineAttack({
    id: 'MCH-11',
    title: "cannot borrow a program's rows with another client's token",
    source: 'RFC 9068 §2.2, §5',
    control: 'Only the program itself is both subject and client of its tokens.',
    file: VERIFY,
    prepare: machineAt,
    honest: async (scene, request) => listEvents(scene, await tokenOf(request)),
    async attack(scene, request) {
      const original = await tokenOf(request)
      const claims = { client_id: 'chaperone-cli' }
      return listEvents(scene, scene.forge({ original, signature: 'issuer', claims }))
    },
    expect: badCredential,
    clean: remove,
  }),
  defineAttack({
    id: 'MCH-12',
    title: 'cannot use the token of a program that was removed',
    source: 'OWASP ASVS 5.0 V10.4; RFC 9700 §4.14.2',
    control: 'Removing a client revokes what its tokens name in the place of a grant.',
    file: 'packages/mcp-auth/src/jwt/check-revocation.ts',
    async prepare(scene) {
      const request = await machineAt(scene)
      return { request, credential: await tokenOf(request) }
    },
    honest: (scene, { credential }) => listEvents(scene, credential),
    async attack(scene, { request, credential }) {
      await remove(scene, request)
      return listEvents(scene, credential)
    },
    expect: badCredential,
  }),
  defineAttack({
    id: 'MCH-13',
    title: 'cannot ask people for access as a program that acts for itself',
    source: 'RFC 6749 §3.1.1; OAuth 2.1 §4.2',
    control: 'A client has the grant types it was registered with.',
    file: SERVER,
    prepare: machineAt,
    honest: (_scene, request) => requestMachineToken(request),
    async attack(scene, { machine, issuer, resource, scope }) {
      const options = { issuer, resource, scope, redirectUri: REDIRECT_URI, clientId: machine.id }
      const { url } = await prepareAuthorization(options)
      return (await followAuthorization((await scene.session('alice')).clone(), url, REDIRECT_URI)).last
    },
    expect: { status: 400, error: ['unauthorized_client', 'invalid_request', 'invalid_redirect_uri'] },
    clean: remove,
  }),
]

const EVENT = {
  startsAt: '2041-05-06T09:00:00Z',
  endsAt: '2041-05-06T10:00:00Z',
  timeZone: 'Europe/Lisbon',
  allowOverlap: true,
}
const RANGE = { from: '2041-05-06T00:00:00Z', to: '2041-05-07T00:00:00Z' }

async function tokenOf(request: MachineRequest): Promise<string> {
  return readToken(await requestMachineToken(request)).access_token
}

function listEvents(scene: Scene, credential: string): Promise<Exchange> {
  return scene.call({ server: 'calendar', tool: 'calendar_list_events', arguments: RANGE, credential })
}

function getEvent(scene: Scene, credential: string, eventId: string): Promise<Exchange> {
  return scene.call({ server: 'calendar', tool: 'calendar_get_event', arguments: { eventId }, credential })
}

function createEvent(scene: Scene, credential: string): Promise<Exchange> {
  const args = { ...EVENT, title: 'Not allowed' }
  return scene.call({ server: 'calendar', tool: 'calendar_create_event', arguments: args, credential })
}
