import { newApiKey } from '@chaperone/contracts'
import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import { badCredential, missingScope, noCredential } from '../expectations.ts'
import { keyWithOtherSecret, keyWithTypo } from '../forge-key.ts'
import type { Exchange } from '../http/exchange.ts'
import { deeds, newMarker } from '../rows/deeds.ts'
import type { Scene, SceneToolCall } from '../scene.ts'

const VERIFIER = 'packages/mcp-auth/src/api-key/verify-api-key.ts'
const FORMAT = 'packages/contracts/src/api-key.ts'
const GUARD = 'packages/mcp-auth/src/guard/create-guard.ts'
const WEEK = { from: '2041-03-04T00:00:00Z', to: '2041-03-11T00:00:00Z' }

/** The honest read with a key: the host asks the weather server for Lisbon. */
function forecast(scene: Scene, change: Partial<SceneToolCall> = {}): Promise<Exchange> {
  return scene.call({
    server: 'weather',
    tool: 'weather_forecast',
    arguments: { latitude: 38.7167, longitude: -9.1333, days: 1 },
    credential: scene.target.secrets.apiKeys.weather,
    ...change,
  })
}

/** More requests than fit into the second for which the key lives. */
const MANY_CALLS = 500

/** Uses a key until it is refused. It was made to live for one second, as short as keys are made. */
async function useUntilRefused(scene: Scene, key: string): Promise<Exchange> {
  let answer = await forecast(scene, { credential: key })
  for (let calls = 1; answer.status === 200 && calls < MANY_CALLS; calls += 1) {
    answer = await forecast(scene, { credential: key })
  }
  return answer
}

function teamEvents(scene: Scene, credential: string): Promise<Exchange> {
  return scene.call({ server: 'calendar', tool: 'calendar_list_events', arguments: WEEK, credential })
}

interface BadKey {
  id: string
  title: string
  control: string
  file: string
  expect?: Expectation
  change(genuine: string): Partial<SceneToolCall> | Promise<Partial<SceneToolCall>>
}

const badKeys: readonly BadKey[] = [
  {
    id: 'KEY-01',
    title: 'cannot use a key with a typo',
    control: 'The checksum inside the key is verified before anything is looked up.',
    file: FORMAT,
    change: (genuine) => ({ credential: keyWithTypo(genuine) }),
  },
  {
    id: 'KEY-02',
    title: 'cannot use the id of a known key with another secret',
    control: 'The SHA-256 of the whole key is compared in constant time.',
    file: VERIFIER,
    change: (genuine) => ({ credential: keyWithOtherSecret(genuine) }),
  },
  {
    id: 'KEY-05',
    title: 'cannot use a truncated key',
    control: 'The format of a key has a fixed length.',
    file: FORMAT,
    change: (genuine) => ({ credential: genuine.slice(0, -8) }),
  },
  {
    id: 'KEY-06',
    title: 'cannot use a well-formed key that nobody issued',
    control: 'A key counts only when its server has it on record.',
    file: VERIFIER,
    change: async () => ({ credential: (await newApiKey()).key }),
  },
  {
    id: 'KEY-07',
    title: 'cannot call a tool without a key where programs need one',
    control: 'A request without a credential is answered 401 before its body is read.',
    file: 'packages/mcp-auth/src/guard/read-credential.ts',
    expect: noCredential,
    change: () => ({ headers: { Authorization: null } }),
  },
  {
    id: 'KEY-08',
    title: 'cannot send a key in a header of another name',
    control: 'Only the Authorization header is looked at.',
    file: 'packages/mcp-auth/src/guard/read-credential.ts',
    expect: noCredential,
    change: (genuine) => ({ headers: { Authorization: null, 'X-API-Key': genuine } }),
  },
  {
    id: 'KEY-09',
    title: 'cannot use a key in upper case',
    control: 'Keys are compared as they are.',
    file: FORMAT,
    change: (genuine) => ({ credential: genuine.toUpperCase().replace('CHAP', 'chap') }),
  },
]

function withBadKey({ change, expect, ...attack }: BadKey): Attack {
  return defineAttack({
    ...attack,
    source: 'OWASP MCP Top 10 MCP07; RFC 6750 §3.1',
    honest: (scene) => forecast(scene),
    attack: async (scene) => forecast(scene, await change(scene.target.secrets.apiKeys.weather)),
    expect: expect ?? badCredential,
  })
}

/** Needs the owner of the server, who issues a key and takes it back. */
const endedKeys: readonly Attack[] = [
  defineAttack({
    id: 'KEY-03',
    title: 'cannot use a key after it was revoked',
    source: 'OWASP MCP Top 10 MCP01; OWASP AISVS C10.2.1',
    control: 'Revocation is read from the store on every request.',
    file: VERIFIER,
    prepare: (scene) => scene.keyOffice.issue({ server: 'weather' }),
    honest: (scene, { key }) => forecast(scene, { credential: key }),
    async attack(scene, { id, key }) {
      await scene.keyOffice.revoke(id)
      return forecast(scene, { credential: key })
    },
    expect: badCredential,
    clean: (scene, { id }) => scene.keyOffice.revoke(id),
  }),
  defineAttack({
    id: 'KEY-04',
    title: 'cannot use a key after its end',
    source: 'OWASP MCP Top 10 MCP01; OWASP AISVS C10.2.2',
    control: 'The end of a key is read from the store on every request.',
    file: VERIFIER,
    async prepare(scene) {
      const lasting = await scene.keyOffice.issue({ server: 'weather' })
      return { lasting, ended: await scene.keyOffice.issue({ server: 'weather', expiresInSeconds: 1 }) }
    },
    honest: (scene, { lasting }) => forecast(scene, { credential: lasting.key }),
    attack: (scene, { ended }) => useUntilRefused(scene, ended.key),
    expect: badCredential,
    clean: (scene, { lasting }) => scene.keyOffice.revoke(lasting.id),
  }),
]

const strayKeys: readonly Attack[] = [
  defineAttack({
    id: 'KEY-10',
    title: 'cannot use the weather key at the calendar server',
    source: 'OWASP MCP Top 10 MCP07; MCP 2026-07-28 Authorization, Token Handling',
    control: 'A server sees only the keys that were issued for it: the database hides the others from its role.',
    file: 'prisma/migrations/20261123000000_init/migration.sql',
    honest: (scene) => teamEvents(scene, scene.target.secrets.apiKeys.teamCalendar),
    attack: (scene) => teamEvents(scene, scene.target.secrets.apiKeys.weather),
    expect: badCredential,
  }),
  defineAttack({
    id: 'KEY-11',
    title: 'cannot use the calendar key at the weather server',
    source: 'OWASP MCP Top 10 MCP07; MCP 2026-07-28 Authorization, Token Handling',
    control: 'A server sees only the keys that were issued for it: the database hides the others from its role.',
    file: 'prisma/migrations/20261123000000_init/migration.sql',
    honest: (scene) => forecast(scene),
    attack: (scene) => forecast(scene, { credential: scene.target.secrets.apiKeys.teamCalendar }),
    expect: badCredential,
  }),
  defineAttack({
    id: 'KEY-12',
    title: 'cannot use any key at the tasks server',
    source: 'MCP 2026-07-28 Authorization, Token Handling; OWASP AISVS C10.2.2',
    control: 'The tasks server knows only people; every key is refused.',
    file: GUARD,
    honest: (scene) => scene.callAs('alice', 'tasks', 'tasks_list_projects', {}),
    attack: (scene) =>
      scene.call({
        server: 'tasks',
        tool: 'tasks_list_projects',
        arguments: {},
        credential: scene.target.secrets.apiKeys.teamCalendar,
      }),
    expect: badCredential,
  }),
  defineAttack({
    id: 'KEY-13',
    title: 'cannot save a place for nobody, with the weather key',
    source: 'OWASP AISVS C10.2.5; OWASP MCP Top 10 MCP02',
    control: 'The weather key carries weather:read alone; saved places need a person.',
    file: 'packages/mcp-auth/src/guard/authorize-call.ts',
    prepare: async (scene) => deeds.weather.argumentsFor(scene, newMarker()),
    honest: (scene, args) => scene.callAs('alice', 'weather', 'weather_save_place', args),
    attack: (scene, args) =>
      scene.call({
        server: 'weather',
        tool: 'weather_save_place',
        arguments: args,
        credential: scene.target.secrets.apiKeys.weather,
      }),
    expect: missingScope('weather:places:write'),
    async clean(scene, args) {
      const found = await deeds.weather.find(scene, 'alice', String(args.name))
      for (const { id } of found) await deeds.weather.remove(scene, 'alice', id)
    },
  }),
]

export const apiKeyAttacks: readonly Attack[] = [...badKeys.map(withBadKey), ...endedKeys, ...strayKeys]
