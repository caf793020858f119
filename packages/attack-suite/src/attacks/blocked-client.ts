import { type Attack, defineAttack } from '../attack.ts'
import { badCredential } from '../expectations.ts'
import type { Exchange } from '../http/exchange.ts'
import { readToken } from '../oauth/redeem-code.ts'
import type { Scene } from '../scene.ts'
import { authorize, codeFor, publishHonest, wasAllowed } from './client-document.ts'

const SOURCE = 'MCP 2026-07-28 Client Registration, Client ID Metadata Documents; RFC 7009 §2.1'
const FILE = 'apps/web/src/authorization-server/blocked-clients.ts'

function callTasks(scene: Scene, credential: string): Promise<Exchange> {
  return scene.call({ server: 'tasks', tool: 'tasks_list_projects', arguments: {}, credential })
}

/** A client that describes itself, before and after the operator blocks it: nothing but the block differs. */
export const blockedClientAttacks: readonly Attack[] = [
  defineAttack({
    id: 'CID-24',
    title: 'cannot ask anybody for access once the operator has blocked it',
    source: SOURCE,
    control: 'Blocked clients are looked up with each request, also when their document is remembered.',
    file: FILE,
    prepare: publishHonest,
    honest: (scene, document) => authorize(scene, document.url),
    isAccepted: wasAllowed,
    async attack(scene, document) {
      await scene.clientOffice.block(document.url)
      return authorize(scene, document.url)
    },
    expect: { status: [400, 401], error: 'invalid_client' },
    state: async (_scene, document) => document.requests(),
    clean: (scene, document) => scene.clientOffice.unblock(document.url),
  }),
  defineAttack({
    id: 'CID-25',
    title: 'cannot use a token once the operator has blocked its client',
    source: SOURCE,
    control: 'A block revokes every grant of the client, which every server knows at once.',
    file: 'scripts/system/client-desk.ts',
    async prepare(scene) {
      const document = await publishHonest(scene)
      const { redeem } = await codeFor(scene, document.url)
      return { url: document.url, token: readToken(await redeem()).access_token }
    },
    honest: (scene, { token }) => callTasks(scene, token),
    async attack(scene, { url, token }) {
      await scene.clientOffice.block(url)
      return callTasks(scene, token)
    },
    expect: badCredential,
    clean: (scene, { url }) => scene.clientOffice.unblock(url),
  }),
  defineAttack({
    id: 'CID-26',
    title: 'cannot redeem a code once the operator has blocked it',
    source: SOURCE,
    control: 'The token endpoint knows no client that is blocked.',
    file: FILE,
    async prepare(scene) {
      const { url } = await publishHonest(scene)
      return { url, codes: [await codeFor(scene, url), await codeFor(scene, url)] as const }
    },
    honest: (_scene, { codes }) => codes[0].redeem(),
    async attack(scene, { url, codes }) {
      await scene.clientOffice.block(url)
      return codes[1].redeem()
    },
    expect: { status: [400, 401], error: 'invalid_client' },
    clean: (scene, { url }) => scene.clientOffice.unblock(url),
  }),
]
