import { KEY_API_PATH, newApiKey } from '@chaperone/contracts'
import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import { badCredential } from '../expectations.ts'
import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'
import { visit } from '../oauth/sign-in.ts'
import type { DemoUser, Machine, Scene } from '../scene.ts'

const ROUTE = 'apps/web/src/keys/key-route.ts'
const DESK = 'packages/db/src/key-desk.ts'
const LIMITS = 'packages/contracts/src/key-api.ts'
const ASVS_RIGHTS = 'OWASP ASVS 5.0 V8.2.1'
const ASVS_ORIGIN = 'OWASP ASVS 5.0 V3.5.1'

interface KeyCall {
  /** Whose session cookies are sent; none when missing. Carol is the administrator. */
  as?: DemoUser
  method?: 'GET' | 'POST' | 'DELETE'
  path?: string
  body?: unknown
  /** Replaces or adds headers; null leaves one out. */
  headers?: Record<string, string | null>
}

/** A request to the API of keys as the page makes it: session cookies, our origin, JSON. */
async function keyCall(scene: Scene, { as, method = 'POST', path = '', body, headers: changed }: KeyCall) {
  const url = `${scene.target.web}${KEY_API_PATH}${path}`
  const cookie = as ? (await scene.session(as)).header(url) : undefined
  const honest = { 'Content-Type': 'application/json', Origin: scene.target.web, ...(cookie && { Cookie: cookie }) }
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...honest, ...changed })) if (value !== null) headers[name] = value
  return send({ method, url, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
}

const order = {
  server: 'weather',
  scopes: ['weather:read'],
  serviceAccountId: 'svc_host',
  clientId: 'key-administration',
  days: 1,
}

function make(scene: Scene, change: object = {}, call: KeyCall = { as: 'carol' }): Promise<Exchange> {
  return keyCall(scene, { body: { ...order, ...change }, ...call })
}

interface Held {
  id: string
  key: string
}

function heldIn({ json, body }: Exchange): Held {
  const { id, key } = json as Partial<Held>
  if (!id || !key) throw new Error(`No key was made: ${body.slice(0, 200)}`)
  return { id, key }
}

const makeHeld = async (scene: Scene) => heldIn(await make(scene))
const isMade = ({ status }: Exchange) => status === 201
const revoke = (scene: Scene, { id }: Held, as: DemoUser = 'carol') =>
  keyCall(scene, { as, method: 'DELETE', path: `/${id}` })
const rotate = (scene: Scene, { id }: Held, as: DemoUser = 'carol') =>
  keyCall(scene, { as, path: `/${id}/rotate`, body: { overlapSeconds: 60 } })

/** Every key of the program in these orders, but for the moment of its last use. Others make keys meanwhile. */
async function allKeys(scene: Scene): Promise<unknown> {
  const { json } = await keyCall(scene, { as: 'carol', method: 'GET' })
  const { keys } = json as { keys: Record<string, unknown>[] }
  return keys.filter(({ clientId }) => clientId === order.clientId).map(({ lastUsedAt: _moves, ...key }) => key)
}

const nothingHere: Expectation = { status: 404, error: 'not_found' }
const badOrder: Expectation = { status: 400, error: 'invalid_request' }

interface OddMaker {
  id: string
  title: string
  source: string
  control: string
  file: string
  expect: Expectation
  attack(scene: Scene): Promise<Exchange>
}

const program = 'The API takes the session of an administrator; a request with a credential of a program finds nothing.'

const oddMakers: readonly OddMaker[] = [
  {
    id: 'KAD-01',
    title: 'cannot make a key as a member',
    source: ASVS_RIGHTS,
    control: 'The route looks at the role itself, and to anybody else is not there.',
    file: ROUTE,
    expect: nothingHere,
    attack: (scene) => make(scene, {}, { as: 'alice' }),
  },
  {
    id: 'KAD-02',
    title: 'cannot make a key with a token of an administrator that a program holds',
    source: 'RFC 9700 §2.3',
    control: program,
    file: ROUTE,
    expect: nothingHere,
    async attack(scene) {
      const token = await scene.token('carol', 'host')
      return make(scene, {}, { headers: { Authorization: `Bearer ${token}` } })
    },
  },
  {
    id: 'KAD-03',
    title: 'cannot make a key with a key',
    source: 'OWASP API2:2023',
    control: program,
    file: ROUTE,
    expect: nothingHere,
    attack: (scene) =>
      make(scene, {}, { headers: { Authorization: `Bearer ${scene.target.secrets.apiKeys.weather}` } }),
  },
  {
    id: 'KAD-04',
    title: 'cannot make a key with a key beside the cookie of an administrator',
    source: 'RFC 6750 §2',
    control: program,
    file: ROUTE,
    expect: nothingHere,
    attack: (scene) =>
      make(scene, {}, { as: 'carol', headers: { Authorization: `Bearer ${scene.target.secrets.apiKeys.weather}` } }),
  },
  {
    id: 'KAD-05',
    title: 'cannot make a key from a page that an administrator visits',
    source: ASVS_ORIGIN,
    control: 'The request must come from exactly this app’s origin.',
    file: ROUTE,
    expect: { status: 403, error: 'cross_site' },
    attack: (scene) => make(scene, {}, { as: 'carol', headers: { Origin: 'https://evil.example' } }),
  },
  {
    id: 'KAD-06',
    title: 'cannot make a key from a page that hides where it is from',
    source: ASVS_ORIGIN,
    control: 'A request that says nothing of its origin is not from this app’s pages.',
    file: ROUTE,
    expect: { status: 403, error: 'cross_site' },
    attack: (scene) => make(scene, {}, { as: 'carol', headers: { Origin: null } }),
  },
  {
    id: 'KAD-07',
    title: 'cannot make a key with scopes of another server',
    source: 'OWASP ASVS 5.0 V8.2.2',
    control: 'Scopes are compared with those of the server that the key is for.',
    file: DESK,
    expect: badOrder,
    attack: (scene) => make(scene, { scopes: ['weather:read', 'calendar:read'] }),
  },
  {
    id: 'KAD-08',
    title: 'cannot make a key that acts as a person',
    source: 'OWASP ASVS 5.0 V8.3.3',
    control: 'A key acts as a service account, which no person is; the table’s foreign key says so once more.',
    file: DESK,
    expect: badOrder,
    attack: async (scene) => make(scene, { serviceAccountId: await scene.subject('alice') }),
  },
  {
    id: 'KAD-09',
    title: 'cannot make a key that lives for more than a year',
    source: 'OWASP NHI7:2025',
    control: 'Days are a whole number from 1 to 365.',
    file: LIMITS,
    expect: badOrder,
    attack: (scene) => make(scene, { days: 366 }),
  },
  {
    id: 'KAD-10',
    title: 'cannot make a key for the tasks server, which takes none',
    source: 'OWASP API2:2023',
    control: 'The servers that take keys are a list, in the order’s schema and at the desk.',
    file: LIMITS,
    expect: badOrder,
    attack: (scene) => make(scene, { server: 'tasks', scopes: ['tasks:read'] }),
  },
  {
    id: 'KAD-11',
    title: 'cannot choose the text of a key',
    source: 'OWASP ASVS 5.0 V11.5.1',
    control: 'The schema is strict: what it does not name is an error.',
    file: LIMITS,
    expect: badOrder,
    async attack(scene) {
      const { id, key } = await newApiKey()
      return make(scene, { id, key })
    },
  },
]

/** The order that an administrator's page sends, changed in one point. */
function keyOfOddMaker({ id, title, source, control, file, expect, attack }: OddMaker): Attack {
  const made: Held[] = []
  return defineAttack({
    id,
    title,
    source,
    control,
    file,
    async honest(scene) {
      const answer = await make(scene)
      if (isMade(answer)) made.push(heldIn(answer))
      return answer
    },
    isAccepted: isMade,
    attack,
    expect,
    state: allKeys,
    clean: (scene) => Promise.all(made.splice(0).map((held) => revoke(scene, held))),
  })
}

const unknown = { id: 'key_0000000000000000', key: '' }

export const keyAdministrationAttacks: readonly Attack[] = [
  ...oddMakers.map(keyOfOddMaker),
  defineAttack({
    id: 'KAD-12',
    title: 'cannot see the keys as a member',
    source: ASVS_RIGHTS,
    control: 'The page looks at the role itself, and to anybody else is not there.',
    file: 'apps/web/src/app/keys/page.tsx',
    honest: async ({ session, target }) => visit((await session('carol')).clone(), { url: `${target.web}/keys` }),
    attack: async ({ session, target }) => visit((await session('alice')).clone(), { url: `${target.web}/keys` }),
    expect: { status: 404, excludes: 'Keys that work' },
  }),
  defineAttack({
    id: 'KAD-13',
    title: 'cannot revoke a key as a member, nor learn whether there is one',
    source: ASVS_RIGHTS,
    control: 'The route looks at the role itself, and to anybody else is not there.',
    file: ROUTE,
    prepare: makeHeld,
    honest: async (scene) => revoke(scene, await makeHeld(scene)),
    attack: (scene, held) => revoke(scene, held, 'alice'),
    twin: (scene) => revoke(scene, unknown, 'alice'),
    expect: nothingHere,
    state: allKeys,
    clean: revoke,
  }),
  defineAttack({
    id: 'KAD-14',
    title: 'cannot get a successor of a key as a member, nor learn whether there is one',
    source: ASVS_RIGHTS,
    control: 'The route looks at the role itself, and to anybody else is not there.',
    file: ROUTE,
    prepare: makeHeld,
    async honest(scene) {
      const held = await makeHeld(scene)
      const answer = await rotate(scene, held)
      await Promise.all([held, heldIn(answer)].map((one) => revoke(scene, one)))
      return answer
    },
    isAccepted: isMade,
    attack: (scene, held) => rotate(scene, held, 'alice'),
    twin: (scene) => rotate(scene, unknown, 'alice'),
    expect: nothingHere,
    state: allKeys,
    clean: revoke,
  }),
  defineAttack({
    id: 'KAD-15',
    title: 'cannot bring the rights of a revoked key back by rotating it',
    source: 'OWASP ASVS 5.0 V11.2.2',
    control: 'A rotation begins with an update that a revoked key does not match.',
    file: DESK,
    prepare: makeHeld,
    async honest(scene, held) {
      const answer = await rotate(scene, held)
      await revoke(scene, heldIn(answer))
      await revoke(scene, held)
      return answer
    },
    isAccepted: isMade,
    attack: rotate,
    expect: badOrder,
    state: allKeys,
  }),
  defineAttack({
    id: 'KAD-16',
    title: 'cannot use a key once an administrator has revoked it',
    source: 'OWASP ASVS 5.0 V7.4.1',
    control: 'The key’s row is read for each request.',
    file: 'packages/mcp-auth/src/api-key/verify-api-key.ts',
    prepare: makeHeld,
    honest: (scene, { key }) => search(scene, key),
    async attack(scene, held) {
      await revoke(scene, held)
      return search(scene, held.key)
    },
    expect: badCredential,
  }),
  defineAttack({
    id: 'KAD-17',
    title: 'cannot make a key that acts as a program of another server',
    source: 'OWASP ASVS 5.0 V8.3.3',
    control: 'A registered program proves a key of its own at its own server: its account gets no other.',
    file: DESK,
    prepare: (scene) => scene.clientOffice.addMachine({ server: 'calendar', scopes: ['calendar:read'] }),
    async honest(scene) {
      const answer = await make(scene)
      await revoke(scene, heldIn(answer))
      return answer
    },
    isAccepted: isMade,
    attack: (scene, { id }: Machine) => make(scene, { serviceAccountId: id }),
    expect: badOrder,
    state: allKeys,
    clean: (scene, { id }) => scene.clientOffice.remove(id),
  }),
]

function search(scene: Scene, credential: string): Promise<Exchange> {
  return scene.call({ server: 'weather', tool: 'weather_search_places', arguments: { query: 'Lisbon' }, credential })
}
