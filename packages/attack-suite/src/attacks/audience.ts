import { type Resource, type ServerName, serverNames } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { badCredential } from '../expectations.ts'
import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'
import { deeds, newMarker, removeRows } from '../rows/deeds.ts'
import type { Scene } from '../scene.ts'
import { audienceOf } from '../target.ts'

const FILE = 'packages/mcp-auth/src/jwt/verify-access-token.ts'
const CONTROL = 'The verifier requires aud to be one string, equal to its own resource identifier.'

interface Crossing {
  id: string
  from: Resource
  at: ServerName
}

const crossings: readonly Crossing[] = [
  { id: 'AUD-01', from: 'calendar', at: 'tasks' },
  { id: 'AUD-02', from: 'weather', at: 'tasks' },
  { id: 'AUD-03', from: 'tasks', at: 'calendar' },
  { id: 'AUD-04', from: 'weather', at: 'calendar' },
  { id: 'AUD-05', from: 'tasks', at: 'weather' },
  { id: 'AUD-06', from: 'calendar', at: 'weather' },
  { id: 'AUD-07', from: 'host', at: 'tasks' },
  { id: 'AUD-08', from: 'host', at: 'calendar' },
  { id: 'AUD-09', from: 'host', at: 'weather' },
]

/** A person's genuine token for one resource, presented at another where that person may write as well. */
function replay({ id, from, at }: Crossing): Attack {
  const write = async (scene: Scene, marker: string, resource: Resource) =>
    scene.call({
      server: at,
      tool: deeds[at].tool,
      arguments: await deeds[at].argumentsFor(scene, marker),
      credential: await scene.token('alice', resource),
    })
  return defineAttack({
    id,
    title: `cannot replay a ${from} token at the ${at} server`,
    source: 'MCP 2026-07-28 Authorization, Token Handling; RFC 8707 §2; CVE-2025-69196',
    control: CONTROL,
    file: FILE,
    prepare: async () => ({ genuine: newMarker(), replayed: newMarker() }),
    honest: (scene, { genuine }) => write(scene, genuine, at),
    attack: (scene, { replayed }) => write(scene, replayed, from),
    expect: badCredential,
    state: (scene, { replayed }) => deeds[at].find(scene, 'alice', replayed),
    clean: (scene, { genuine, replayed }) => removeRows(scene, 'alice', at, [genuine, replayed]),
  })
}

interface OddAudience {
  id: string
  title: string
  source?: string
  aud(scene: Scene): unknown
}

const oddAudiences: readonly OddAudience[] = [
  {
    id: 'AUD-10',
    title: 'cannot use one token at two servers by naming both as its audience',
    source: 'MCP 2026-07-28 Authorization, Access Token Privilege Restriction; GHSA-rvq5-wwqv-78pq',
    aud: ({ target }) => [target.servers.tasks, target.servers.calendar],
  },
  {
    id: 'AUD-11',
    title: 'cannot pass a list as the audience, even of this server alone',
    aud: ({ target }) => [target.servers.tasks],
  },
  { id: 'AUD-12', title: 'cannot use a token without an audience', aud: () => undefined },
  {
    id: 'AUD-13',
    title: 'cannot use a token for the origin of the server',
    aud: ({ target }) => originOf(target.servers.tasks),
  },
  { id: 'AUD-14', title: 'cannot use a token for a longer path', aud: ({ target }) => `${target.servers.tasks}/` },
  {
    id: 'AUD-15',
    title: 'cannot use a token whose audience differs in upper and lower case',
    aud: ({ target }) => target.servers.tasks.toUpperCase(),
  },
  { id: 'AUD-16', title: 'cannot use a token for the web app itself', aud: ({ target }) => target.web },
]

function originOf(url: string): string {
  return new URL(url).origin
}

/** A token signed by the issuer that is right in everything but its audience. */
function oddAudience({ id, title, source, aud }: OddAudience): Attack {
  const list = (scene: Scene, credential: string) =>
    scene.call({ server: 'tasks', tool: 'tasks_list_projects', arguments: {}, credential })
  return defineAttack({
    id,
    title,
    source: source ?? 'RFC 9068 §4; RFC 8725 §3.9',
    control: CONTROL,
    file: FILE,
    honest: async (scene) => list(scene, await scene.token('alice', 'tasks')),
    async attack(scene) {
      const original = await scene.token('alice', 'tasks')
      return list(scene, scene.forge({ original, signature: 'issuer', claims: { aud: aud(scene) } }))
    },
    expect: badCredential,
  })
}

/** A server that was given a token must not be able to act through the host with it. */
function atTheHost(server: ServerName, index: number): Attack {
  return defineAttack({
    id: `AUD-${17 + index}`,
    title: `cannot call the host API with a token for the ${server} server`,
    source: 'MCP 2026-07-28 Security Best Practices, Token Passthrough; CVE-2026-101062',
    control: 'The host API accepts only tokens whose one audience is the host API.',
    file: 'apps/web/src/session/authenticate.ts',
    honest: (scene) => askHost(scene, 'host'),
    attack: (scene) => askHost(scene, server),
    expect: { status: 401, error: ['unauthenticated', 'invalid_token'] },
  })
}

async function askHost(scene: Scene, resource: Resource): Promise<Exchange> {
  return send({
    url: `${audienceOf(scene.target, 'host')}/connections`,
    headers: { Authorization: `Bearer ${await scene.token('alice', resource)}` },
  })
}

export const audienceAttacks: readonly Attack[] = [
  ...crossings.map(replay),
  ...oddAudiences.map(oddAudience),
  ...serverNames.map(atTheHost),
]
