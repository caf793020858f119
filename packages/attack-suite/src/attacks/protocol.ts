import { Agent } from 'node:http'
import { type Attack, defineAttack } from '../attack.ts'
import { badCredential, missingScope, noCredential } from '../expectations.ts'
import { send } from '../http/send.ts'
import { message, PROTOCOL_VERSION } from '../mcp-call.ts'
import type { SceneToolCall } from '../scene.ts'
import { plainRead } from './plain-read.ts'

const KIT = 'packages/mcp-server-kit/src/mcp-endpoint.ts'

interface OddMessage {
  id: string
  title: string
  source: string
  control: string
  change: Partial<SceneToolCall>
  status: number | readonly number[]
  error: string | number | null | readonly (string | number | null)[]
}

const call = message({ method: 'tools/call', params: { name: 'tasks_list_projects', arguments: {} } })

const oddMessages: readonly OddMessage[] = [
  {
    id: 'PRO-01',
    title: 'cannot name another tool in the header than in the body',
    source: 'MCP 2026-07-28 Streamable HTTP, Server Validation',
    control: 'Mcp-Name must equal the tool in the body.',
    change: { headers: { 'Mcp-Name': 'tasks_list' } },
    status: 400,
    error: -32020,
  },
  {
    id: 'PRO-02',
    title: 'cannot name another method in the header than in the body',
    source: 'MCP 2026-07-28 Streamable HTTP, Server Validation',
    control: 'Mcp-Method must equal the method in the body.',
    change: { headers: { 'Mcp-Method': 'tools/list' } },
    status: 400,
    error: -32020,
  },
  {
    id: 'PRO-03',
    title: 'cannot leave out the protocol version header',
    source: 'MCP 2026-07-28 Streamable HTTP, Protocol Version Header',
    control: 'A request of this protocol names its version in header and body.',
    change: { headers: { 'MCP-Protocol-Version': null } },
    status: 400,
    error: -32020,
  },
  {
    id: 'PRO-04',
    title: 'cannot speak a version that does not exist',
    source: 'MCP 2026-07-28 Versioning',
    control: 'Only listed versions are served.',
    change: {
      headers: { 'MCP-Protocol-Version': '2099-01-01' },
      rawBody: JSON.stringify(call).replaceAll(PROTOCOL_VERSION, '2099-01-01'),
    },
    status: 400,
    error: -32022,
  },
  {
    id: 'PRO-05',
    title: 'cannot spell the method in another case',
    source: 'CVE-2026-27896; MCP 2026-07-28 Streamable HTTP, Case Sensitivity',
    control: 'Members of a message are case-sensitive.',
    change: { rawBody: JSON.stringify(call).replace('"method"', '"Method"') },
    status: 400,
    error: [-32600, -32020, -32602, -32700],
  },
  {
    id: 'PRO-06',
    title: 'cannot post another media type',
    source: 'MCP 2026-07-28 Streamable HTTP, Sending Messages',
    control: 'Only application/json is read: a form or text/plain body needs no preflight in a browser.',
    change: { headers: { 'Content-Type': 'text/plain' } },
    status: 415,
    error: [-32000, null],
  },
  {
    id: 'PRO-07',
    title: 'cannot call a tool that does not exist',
    source: 'MCP 2026-07-28 Tools, Error Handling',
    control: 'Only registered tools run.',
    change: { tool: 'tasks_drop_everything' },
    status: [200, 400, 404],
    error: [-32602, -32601, 'tool_error'],
  },
  {
    id: 'PRO-08',
    title: 'cannot call a tool by a property name of every object',
    source: 'CWE-1321',
    control: 'Tools are looked up by equality in a list, not as properties of an object.',
    change: { tool: '__proto__' },
    status: [200, 400, 404],
    error: [-32602, -32601, 'tool_error'],
  },
]

function withOddMessage({ change, status, error, ...attack }: OddMessage): Attack {
  return defineAttack({
    ...attack,
    file: KIT,
    honest: (scene) => plainRead(scene),
    attack: (scene) => plainRead(scene, change),
    expect: { status, error },
  })
}

/** One connection that stays open, as a proxy in front of several clients keeps one. */
function oneConnection(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 1 })
}

export const protocolAttacks: readonly Attack[] = [
  ...oddMessages.map(withOddMessage),
  defineAttack({
    id: 'PRO-09',
    title: "cannot call a tool without a token on a connection that carried somebody's token",
    source: 'CVE-2026-16498; CVE-2026-16326; MCP 2026-07-28 Basic, Statelessness',
    control: 'The caller is established from each request alone.',
    file: KIT,
    prepare: async () => oneConnection(),
    honest: (scene, connection) => plainRead(scene, { connection }),
    attack: (scene, connection) => plainRead(scene, { connection, headers: { Authorization: null } }),
    expect: noCredential,
    clean: async (_scene, connection) => connection.destroy(),
  }),
  defineAttack({
    id: 'PRO-10',
    title: "cannot use a bad token on a connection that carried somebody's good one",
    source: 'CVE-2026-16498; CVE-2026-16326; MCP 2026-07-28 Basic, Statelessness',
    control: 'The caller is established from each request alone.',
    file: KIT,
    prepare: async () => oneConnection(),
    honest: (scene, connection) => plainRead(scene, { connection }),
    attack: (scene, connection) => plainRead(scene, { connection, credential: 'nobody' }),
    expect: badCredential,
    clean: async (_scene, connection) => connection.destroy(),
  }),
  defineAttack({
    id: 'PRO-12',
    title: 'cannot open an event stream without a token',
    source: 'MCP 2026-07-28 Authorization, Token Handling; MCP 2025-11-25 Streamable HTTP',
    control: 'Every method of the endpoint is admitted by the guard first; only POST is served.',
    file: KIT,
    honest: (scene) => plainRead(scene),
    attack: ({ target }) => send({ url: target.servers.tasks, headers: { Accept: 'text/event-stream' } }),
    expect: noCredential,
  }),
  defineAttack({
    id: 'PRO-13',
    title: 'cannot end or take over a session that the server never made',
    source: 'CVE-2026-52869; MCP 2025-11-25 Streamable HTTP, Session Management',
    control: 'Servers are stateless: there are no sessions, and DELETE is not served.',
    file: KIT,
    honest: (scene) => plainRead(scene, { headers: { 'Mcp-Session-Id': 'somebody' } }),
    attack: async (scene) =>
      send({
        method: 'DELETE',
        url: scene.target.servers.tasks,
        headers: { Authorization: `Bearer ${await scene.token('bob', 'tasks')}`, 'Mcp-Session-Id': 'somebody' },
      }),
    expect: { status: 405 },
  }),
  defineAttack({
    id: 'PRO-11',
    title: 'cannot pass the scope check by naming a harmless tool in the header',
    source: 'MCP 2026-07-28 Streamable HTTP, Server Validation; 2025-era clients send no such header',
    control: 'Scopes are decided on the body, never on Mcp-Name.',
    file: KIT,
    honest: (scene) => plainRead(scene, { isLegacy: true }),
    async attack(scene) {
      const credential = await scene.token('alice', 'tasks', 'tasks:read')
      return scene.call({
        server: 'tasks',
        tool: 'tasks_delete',
        arguments: { taskId: 'task_0000000000000000' },
        credential,
        isLegacy: true,
        headers: { 'Mcp-Method': 'tools/call', 'Mcp-Name': 'tasks_list' },
      })
    },
    expect: missingScope('tasks:delete'),
  }),
]
