import { randomUUID } from 'node:crypto'
import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import type { Exchange } from '../http/exchange.ts'
import { visit } from '../oauth/sign-in.ts'
import type { DemoUser, Scene } from '../scene.ts'

const SERVERS = 'apps/web/src/remote/remote-servers.ts'
const FETCH = 'apps/web/src/remote/remote-fetch.ts'
const SSRF = 'MCP 2026-07-28 Security Best Practices, Server-Side Request Forgery'

interface Sender {
  as: DemoUser
  origin?: string
}

async function post(scene: Scene, { as, origin }: Sender, path: string, fields: Record<string, string>) {
  const { web } = scene.target
  return visit((await scene.session(as)).clone(), {
    method: 'POST',
    url: `${web}${path}`,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin ?? web },
    body: new URLSearchParams(fields).toString(),
  })
}

async function open(scene: Scene, as: DemoUser, path: string): Promise<string> {
  const jar = (await scene.session(as)).clone()
  return (await visit(jar, { url: `${scene.target.web}${path}` })).body
}

/** A name that no other server has, and by which it is found again. */
const newTitle = () => `Remote ${randomUUID().slice(0, 8)}`

/** On the host that the system under test lists; nothing is sent there before somebody connects. */
const addressOf = (title: string) => `https://localhost/${encodeURIComponent(title)}`

function add(scene: Scene, sender: Sender, title: string, url = addressOf(title)): Promise<Exchange> {
  return post(scene, sender, '/admin/servers/add', { title, url, kind: 'api_key' })
}

/** The ids of the servers that have this name, as an administrator sees them. */
async function idsOf(scene: Scene, title: string): Promise<string[]> {
  const page = await open(scene, 'carol', '/admin')
  const slug = title.toLowerCase().replace(' ', '-')
  return [...new Set(page.match(new RegExp(`ext-${slug}-[0-9a-f]{6}`, 'g')))]
}

async function removeAll(scene: Scene, titles: readonly string[]): Promise<void> {
  for (const title of titles) {
    for (const server of await idsOf(scene, title))
      await post(scene, { as: 'carol' }, '/admin/servers/remove', { server })
  }
}

interface Titles {
  honest: string
  forged: string
}

const titles = async (): Promise<Titles> => ({ honest: newTitle(), forged: newTitle() })
const wasDone = ({ status, headers }: Exchange) =>
  status === 303 && headers['set-cookie']?.includes('outcome=server_') === true

interface OddAddition {
  id: string
  title: string
  source: string
  control: string
  file: string
  attack(scene: Scene, title: string): Promise<Exchange>
  expect: Expectation
}

const notAdded = (problem: string): Expectation => ({
  status: 303,
  location: '/admin',
  cookie: `outcome=remote_${problem}`,
})

const oddAdditions: readonly OddAddition[] = [
  {
    id: 'RMS-01',
    title: 'cannot add a server of their own without being an administrator',
    source: 'OWASP ASVS 5.0 V8.2.1; OWASP AISVS 1.0 C10.1.2',
    control: 'The role is looked at where a server is added; to anybody else there is nothing there.',
    file: 'apps/web/src/app/admin/servers/add/route.ts',
    attack: (scene, title) => add(scene, { as: 'alice' }, title),
    expect: { status: 404, error: 'not_found' },
  },
  {
    id: 'RMS-02',
    title: "cannot have an administrator's browser add a server from another site's page",
    source: 'OWASP ASVS 5.0 V3.5.1',
    control: 'The form must carry our exact Origin.',
    file: 'apps/web/src/session/person-form.ts',
    attack: (scene, title) => add(scene, { as: 'carol', origin: 'https://evil.example' }, title),
    expect: { status: 403, error: 'cross_site' },
  },
  ...[
    { id: 'RMS-03', title: 'a host that the operator does not list', host: 'evil.example' },
    { id: 'RMS-04', title: 'an address inside, by its number', host: '127.0.0.1' },
    { id: 'RMS-05', title: 'the metadata service of a cloud', host: '169.254.169.254' },
    { id: 'RMS-06', title: 'a listed host as the name of a user', host: 'localhost@evil.example' },
    { id: 'RMS-07', title: 'a name below a listed host', host: 'evil.localhost' },
  ].map(({ id, title, host }) => ({
    id,
    title: `cannot add a server at ${title}, as an administrator either`,
    source: SSRF,
    control: 'The host must be in REMOTE_SERVER_HOSTS, compared exactly.',
    file: FETCH,
    attack: (scene: Scene, name: string) =>
      add(scene, { as: 'carol' }, name, `https://${host}/${encodeURIComponent(name)}`),
    expect: notAdded(host.includes('@') ? 'unusable_address' : 'not_listed'),
  })),
  {
    id: 'RMS-08',
    title: 'cannot add a server that is reached without TLS',
    source: 'MCP 2026-07-28 Communication Security; OWASP AISVS 1.0 C10.3.1',
    control: 'https only, when it is added and with each request.',
    file: SERVERS,
    attack: (scene, title) => add(scene, { as: 'carol' }, title, addressOf(title).replace('https:', 'http:')),
    expect: notAdded('insecure_address'),
  },
]

const additions = oddAdditions.map(({ attack, ...described }) =>
  defineAttack<Titles>({
    ...described,
    prepare: titles,
    honest: (scene, { honest }) => add(scene, { as: 'carol' }, honest),
    isAccepted: wasDone,
    attack: (scene, { forged }) => attack(scene, forged),
    state: (scene, { forged }) => idsOf(scene, forged),
    clean: (scene, { honest, forged }) => removeAll(scene, [honest, forged]),
  }),
)

interface Added {
  title: string
  id: string
}

async function addOne(scene: Scene): Promise<Added> {
  const title = newTitle()
  await add(scene, { as: 'carol' }, title)
  const [id = ''] = await idsOf(scene, title)
  return { title, id }
}

const connections = async (scene: Scene) =>
  (await open(scene, 'alice', '/connections')).match(/Disconnect Remote [0-9a-f]{8}/g)?.length ?? 0

export const remoteServerAttacks: readonly Attack[] = [
  ...additions,
  defineAttack<{ gone: Added; kept: Added }>({
    id: 'RMS-09',
    title: 'cannot remove a server, with the accounts of everybody at it, without being an administrator',
    source: 'OWASP ASVS 5.0 V8.2.1',
    control: 'The role is looked at where a server is removed; to anybody else there is nothing there.',
    file: SERVERS,
    prepare: async (scene) => ({ gone: await addOne(scene), kept: await addOne(scene) }),
    honest: (scene, { gone }) => post(scene, { as: 'carol' }, '/admin/servers/remove', { server: gone.id }),
    isAccepted: wasDone,
    attack: (scene, { kept }) => post(scene, { as: 'alice' }, '/admin/servers/remove', { server: kept.id }),
    twin: (scene) => post(scene, { as: 'alice' }, '/admin/servers/remove', { server: 'ext-none-000000' }),
    state: (scene, { kept }) => idsOf(scene, kept.title),
    clean: (scene, { gone, kept }) => removeAll(scene, [gone.title, kept.title]),
    expect: { status: 404, error: 'not_found' },
  }),
  defineAttack<Added>({
    id: 'RMS-19',
    title: "cannot end another person's account at a server, nor learn whether there is one",
    source: 'OWASP ASVS 5.0 V8.2.2',
    control: 'An account is looked up with the person it belongs to, in the query and again by row-level security.',
    file: 'apps/web/src/remote/disconnect.ts',
    async prepare(scene) {
      const added = await addOne(scene)
      const key = { server: added.id, key: 'a-key-for-the-attack-suite' }
      for (const as of ['alice', 'carol'] as const) await post(scene, { as }, '/connections/remote/key', key)
      return added
    },
    honest: (scene, { id }) => post(scene, { as: 'carol' }, '/connections/remote/disconnect', { server: id }),
    isAccepted: ({ status, headers }) =>
      status === 303 && headers['set-cookie']?.includes('outcome=disconnected') === true,
    attack: (scene, { id }) => post(scene, { as: 'bob' }, '/connections/remote/disconnect', { server: id }),
    twin: (scene) => post(scene, { as: 'bob' }, '/connections/remote/disconnect', { server: 'ext-none-000000' }),
    state: connections,
    clean: (scene, { title }) => removeAll(scene, [title]),
    expect: { status: 404, error: 'not_found' },
  }),
]
