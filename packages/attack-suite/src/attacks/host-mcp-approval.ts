import { type Attack, defineAttack } from '../attack.ts'
import { hostCall } from '../host-call.ts'
import { approvalIdOf, hostMcpCall } from '../host-mcp-call.ts'
import type { Exchange } from '../http/exchange.ts'
import { message } from '../mcp-call.ts'
import { type Change, changeRows, decide, prepareChange, propose, SAVE_PLACE } from '../rows/host-mcp-change.ts'
import type { Scene } from '../scene.ts'

const APPROVAL = 'packages/mcp-host/src/call/require-approval.ts'
const STORE = 'apps/web/src/host/approval-store.ts'
const HUMAN = 'MCP 2026-07-28 Tools, Security Considerations (human in the loop); OWASP MCP Top 10 MCP06'

/** Proposed, approved in the browser, and made. */
async function approved(scene: Scene, change: Change): Promise<Exchange> {
  await decide(scene, await propose(scene, change), 'approve')
  return propose(scene, change)
}

export const hostMcpApprovalAttacks: readonly Attack[] = [
  defineAttack({
    ...changeRows,
    id: 'HMC-28',
    title: 'cannot change anything through the host before a person approves',
    source: HUMAN,
    control: 'A tool that writes is held until a person has approved exactly this call.',
    file: APPROVAL,
    honest: (scene) => hostMcpCall(scene),
    attack: (scene, change) => propose(scene, change),
    expect: { status: 200, error: 'needs_approval', includes: '/approvals/apr_' },
  }),
  defineAttack({
    ...changeRows,
    id: 'HMC-29',
    title: 'cannot approve by saying that the page was opened',
    source: 'MCP 2026-07-28 client/elicitation, URL mode',
    control: 'What a client says of a page decides nothing; the decision is read from the store.',
    file: APPROVAL,
    honest: (scene) => hostMcpCall(scene),
    async attack(scene, change) {
      await propose(scene, change)
      const { params } = message({ method: 'tools/call', params: { name: SAVE_PLACE, arguments: change.arguments } })
      const inputResponses = { approval: { action: 'accept', content: { confirm: true } } }
      const rawBody = JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { ...(params as object), inputResponses },
      })
      return propose(scene, change, { rawBody })
    },
    expect: { status: 200, error: 'needs_approval' },
  }),
  defineAttack({
    ...changeRows,
    id: 'HMC-30',
    title: 'cannot approve with the token by which it was proposed',
    source: HUMAN,
    control: 'Deciding takes a session; a token of another audience is none for the host API either.',
    file: 'apps/web/src/session/authenticate.ts',
    honest: (scene) => hostMcpCall(scene),
    async attack(scene, change) {
      const path = `/approvals/${approvalIdOf(await propose(scene, change))}`
      const Authorization = `Bearer ${await scene.token('carol', 'host-mcp')}`
      return hostCall(scene, { path, body: { decision: 'approve' }, headers: { Authorization, Origin: null } })
    },
    expect: { status: 401, error: 'unauthenticated' },
  }),
  defineAttack({
    ...changeRows,
    id: 'HMC-31',
    title: 'cannot have one approval make a change twice',
    source: HUMAN,
    control: 'The same call of the same program is told what came of it.',
    file: STORE,
    async prepare(scene) {
      const change = await prepareChange(scene)
      await decide(scene, await propose(scene, change), 'approve')
      return change
    },
    honest: (scene) => hostMcpCall(scene, { tool: 'tasks__tasks_list_projects' }),
    attack: (scene, change) => propose(scene, change),
    expect: { status: 200, error: null, includes: 'changed nothing' },
  }),
  defineAttack({
    ...changeRows,
    id: 'HMC-32',
    title: 'cannot stretch an approval to other arguments',
    source: HUMAN,
    control: 'A question is found again by the digest of every argument.',
    file: STORE,
    honest: approved,
    attack: (scene, change) =>
      propose(scene, { ...change, arguments: { ...change.arguments, country: 'Elsewhere', latitude: 81.5 } }),
    expect: { status: 200, error: 'needs_approval' },
  }),
  defineAttack({
    ...changeRows,
    id: 'HMC-33',
    title: 'cannot be told what came of the call of another program',
    source: 'OWASP MCP Top 10 MCP10',
    control: 'A question is found again by the program that asked it.',
    file: STORE,
    honest: approved,
    async attack(scene, change) {
      const original = await scene.token('carol', 'host-mcp')
      const claims = { client_id: 'https://another.example/program' }
      return propose(scene, change, { credential: scene.forge({ original, signature: 'issuer', claims }) })
    },
    expect: { status: 200, error: 'needs_approval', excludes: 'structuredContent' },
  }),
  defineAttack({
    ...changeRows,
    id: 'HMC-34',
    title: 'cannot wear a person down by repeating what they denied',
    source: HUMAN,
    control: 'For five minutes a denied call is answered with the denial, and nobody is asked.',
    file: STORE,
    async honest(scene, change) {
      return decide(scene, await propose(scene, change), 'deny')
    },
    isAccepted: ({ status, body }) => status === 200 && body.includes('"type":"done"'),
    attack: (scene, change) => propose(scene, change),
    expect: { status: 200, error: 'denied' },
  }),
]
