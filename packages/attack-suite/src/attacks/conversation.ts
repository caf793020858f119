import { HOST_API_PATH, resourceScopes } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { hostCall } from '../host-call.ts'
import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'
import { obtainToken } from '../oauth/obtain-token.ts'
import { visit } from '../oauth/sign-in.ts'
import type { DemoUser, Scene } from '../scene.ts'
import { audienceOf } from '../target.ts'

const FILE = 'apps/web/src/conversations/conversation-store.ts'
const SOURCE = 'OWASP ASVS 5.0 V8.2.2'
const UNKNOWN = 'conv_0000000000000000'

/** What the owner asked; it must not show up anywhere else. */
const SECRET = 'Please colour the sky in mauve'

interface Kept {
  id: string
}

function turn(scene: Scene, as: DemoUser, conversationId?: string): Promise<Exchange> {
  const body = { message: SECRET, timeZone: 'UTC', ...(conversationId && { conversationId }) }
  return hostCall(scene, { as, path: '/turns', body })
}

/** A conversation of Alice. */
async function prepare(scene: Scene): Promise<Kept> {
  const { body } = await turn(scene, 'alice')
  const id = /"conversation","id":"(conv_[0-9a-z]+)"/.exec(body)?.[1]
  if (!id) throw new Error(`The host kept no conversation: ${body.slice(0, 200)}`)
  return { id }
}

async function page({ target, session }: Scene, as: DemoUser, id: string): Promise<Exchange> {
  return visit((await session(as)).clone(), { url: `${target.web}/chat/${id}` })
}

/** A page without what differs between any two: its nonce, and the address that was asked for. */
async function plainPage(scene: Scene, as: DemoUser, id: string): Promise<Exchange> {
  const answer = await page(scene, as, id)
  const nonce = /'nonce-([^']+)'/.exec(answer.headers['content-security-policy'] ?? '')?.[1] ?? id
  return { ...answer, body: rowsOf(answer.body.replaceAll(nonce, '').replaceAll(id, '')) }
}

/** Between two scripts of a streamed page. */
const NEXT_SCRIPT = '"])</script><script nonce="">self.__next_f.push([1,"'

/** The rows of a page, sorted: in which order they come, and how many in one script, depends on the moment. */
function rowsOf(html: string): string {
  return html.replaceAll(NEXT_SCRIPT, '').split('\\n').sort().join('\n')
}

async function remove(scene: Scene, as: DemoUser, id: string): Promise<Exchange> {
  const url = `${scene.target.web}${HOST_API_PATH}/conversations/${id}`
  const cookie = (await scene.session(as)).header(url) ?? ''
  return send({ method: 'DELETE', url, headers: { Cookie: cookie, Origin: scene.target.web } })
}

const isShown = ({ status, body }: Exchange) => status === 200 && body.includes(SECRET)

/** How often the owner's page has the message: turns of others would add to it. */
async function state(scene: Scene, { id }: Kept): Promise<number> {
  return (await page(scene, 'alice', id)).body.split(SECRET).length
}

const shared = { source: SOURCE, file: FILE, prepare, state }

export const conversationAttacks: readonly Attack[] = [
  defineAttack({
    ...shared,
    id: 'CNV-01',
    title: "cannot open another's conversation, nor learn that there is one",
    control: 'A conversation is looked up with the person it belongs to; row-level security hides all others.',
    honest: (scene, { id }) => page(scene, 'alice', id),
    isAccepted: isShown,
    attack: (scene, { id }) => plainPage(scene, 'bob', id),
    twin: (scene) => plainPage(scene, 'bob', UNKNOWN),
    expect: { status: 404 },
  }),
  defineAttack({
    ...shared,
    id: 'CNV-02',
    title: "cannot go on with another's conversation, and so be told what it held",
    control: 'A turn begins in a conversation of the person who asks, or not at all.',
    honest: (scene) => turn(scene, 'alice'),
    isAccepted: ({ status }) => status === 200,
    attack: (scene, { id }) => turn(scene, 'bob', id),
    twin: (scene) => turn(scene, 'bob', UNKNOWN),
    expect: { status: 404, error: 'not_found' },
  }),
  defineAttack({
    ...shared,
    id: 'CNV-03',
    title: "cannot delete another's conversation",
    control: 'Deleting names the person as well.',
    honest: async (scene) => remove(scene, 'alice', (await prepare(scene)).id),
    isAccepted: ({ status }) => status === 200,
    attack: (scene, { id }) => remove(scene, 'bob', id),
    twin: (scene) => remove(scene, 'bob', UNKNOWN),
    expect: { status: 404, error: 'not_found' },
  }),
  defineAttack({
    ...shared,
    id: 'CNV-08',
    title: 'cannot read or go on with the conversations of the person whose token it is, as a program',
    control: 'Conversations are for the person in a browser: a token does not open them.',
    file: 'apps/web/src/host/require-session.ts',
    honest: (scene, { id }) => page(scene, 'alice', id),
    isAccepted: isShown,
    async attack(scene, { id }) {
      const { target } = scene
      const scope = resourceScopes.host.join(' ')
      const order = {
        web: target.web,
        session: await scene.session('alice'),
        resource: audienceOf(target, 'host'),
        scope,
      }
      const headers = { Authorization: `Bearer ${await obtainToken(order)}`, Origin: null }
      const body = { message: 'And then?', timeZone: 'UTC', conversationId: id }
      return hostCall(scene, { path: '/turns', body, headers })
    },
    expect: { status: 403, error: 'session_required' },
  }),
]
