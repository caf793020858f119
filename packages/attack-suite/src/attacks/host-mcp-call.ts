import { MAX_BODY_BYTES, MAX_INPUT_ELEMENTS, newId } from '@chaperone/contracts'
import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import { type HostMcpCall, hostMcpCall } from '../host-mcp-call.ts'
import { message } from '../mcp-call.ts'
import { createRow, newMarker, removeRows } from '../rows/deeds.ts'
import { changeRows, propose } from '../rows/host-mcp-change.ts'

const FIND = 'packages/mcp-host/src/call/find-tool.ts'
const BODY_READER = 'packages/mcp-server-kit/src/read-json-body.ts'

/** A call as the honest one sends it. */
const plainMessage = () =>
  message({ method: 'tools/call', params: { name: 'weather__weather_list_places', arguments: {} } })

/** As every server answers a tool that it does not have. @see MCP 2026-07-28 server/tools, Error Handling */
function unknownTool(includes: string): Expectation {
  return { status: [200, 400], error: -32602, includes }
}

interface OddCall extends Pick<Attack, 'id' | 'title' | 'source' | 'control' | 'file'> {
  change: HostMcpCall
  expect: Expectation
}

const oddCalls: readonly OddCall[] = [
  {
    id: 'HMC-19',
    title: 'cannot reach a connection that the host does not have',
    source: 'OWASP AISVS C10.1.2; CVE-2026-32625',
    control: 'Connections are looked up in a fixed registry; a name is never an address.',
    file: 'packages/mcp-host/src/registry.ts',
    change: { tool: 'http://evil.example/mcp__weather_list_places' },
    expect: unknownTool('The host has no connection by this name'),
  },
  {
    id: 'HMC-20',
    title: 'cannot call a tool that its connection does not offer',
    source: 'OWASP AISVS C10.2.5',
    control: 'Tools are looked up in the catalogue of the person and the connection.',
    file: FIND,
    change: { tool: 'calendar__weather_list_places' },
    expect: unknownTool('There is no tool'),
  },
  {
    id: 'HMC-21',
    title: 'cannot call a tool by the name that its server gave it',
    source: 'MCP 2026-07-28 Tools, Tool Names',
    control: "A name begins with the host's own id of the connection.",
    file: 'apps/web/src/host-mcp/tool-name.ts',
    change: { tool: 'weather_list_places' },
    expect: unknownTool('The host has no connection by this name'),
  },
  {
    id: 'HMC-22',
    title: 'cannot call a tool at the host that the person may not use at its server',
    source: 'OWASP MCP Top 10 MCP02',
    control: 'The catalogue is what the server lists for a token of this person.',
    file: FIND,
    change: { tool: 'tasks__tasks_create', arguments: { projectId: 'prj_apollo', title: 'Not for Carol' } },
    expect: unknownTool('There is no tool'),
  },
  {
    id: 'HMC-23',
    title: 'cannot send the host more values than a call needs',
    source: 'CVE-2026-111768 (GHSA-46jr-4wx8-v453)',
    control: 'Arguments are counted before any schema is tried.',
    file: 'packages/mcp-host/src/call/check-input.ts',
    change: { arguments: { bomb: Array.from({ length: MAX_INPUT_ELEMENTS * 20 }, () => 0) } },
    // The argument is unknown as well; the count must be what refuses it, because it comes first.
    expect: { status: 200, error: 'invalid_arguments', includes: `at most ${MAX_INPUT_ELEMENTS}` },
  },
  {
    id: 'HMC-24',
    title: 'cannot send the host as an MCP server a body over the limit',
    source: 'OWASP AISVS C10.4.5',
    control: 'Bytes are counted while they arrive, and reading stops at the limit.',
    file: BODY_READER,
    change: { rawBody: JSON.stringify(plainMessage()) + ' '.repeat(MAX_BODY_BYTES + 1), framing: 'chunked' },
    expect: { status: 413, error: 'body_too_large' },
  },
  {
    id: 'HMC-25',
    title: 'cannot send the host several calls in one request',
    source: 'MCP 2026-07-28 Streamable HTTP, Sending Messages (one message)',
    control: 'A body is one JSON object; a list is refused.',
    file: BODY_READER,
    change: { rawBody: JSON.stringify([plainMessage(), plainMessage()]) },
    expect: { status: 400, error: -32600 },
  },
]

export const hostMcpCallAttacks: readonly Attack[] = [
  ...oddCalls.map(({ change, ...odd }) =>
    defineAttack({
      ...odd,
      honest: (scene) => hostMcpCall(scene),
      attack: (scene) => hostMcpCall(scene, change),
    }),
  ),
  defineAttack({
    id: 'HMC-26',
    title: "cannot read another person's task through the host by its id",
    source: 'CVE-2026-54052; OWASP AISVS C10.2.5',
    control: "The host acts with a token of the person, and the server's rows are the person's.",
    file: 'packages/db/src/database.ts',
    async prepare(scene) {
      const marker = newMarker()
      return { marker, taskId: await createRow(scene, 'alice', 'tasks', marker) }
    },
    honest: (scene, { taskId }) => hostMcpCall(scene, { as: 'alice', tool: 'tasks__tasks_get', arguments: { taskId } }),
    attack: (scene, { taskId }) => hostMcpCall(scene, { tool: 'tasks__tasks_get', arguments: { taskId } }),
    expect: { status: 200, error: 'not_found' },
    twin: (scene) => hostMcpCall(scene, { tool: 'tasks__tasks_get', arguments: { taskId: newId('task') } }),
    clean: (scene, { marker }) => removeRows(scene, 'alice', 'tasks', [marker]),
  }),
  defineAttack({
    ...changeRows,
    id: 'HMC-27',
    title: 'cannot smuggle an owner past the host',
    source: 'MCP 2026-07-28 Elicitation, Security (identity comes from credentials); OWASP AISVS C10.4.3',
    control: "Arguments must fit the tool's pinned schema, which knows no owner; nobody is asked about others.",
    file: 'packages/mcp-host/src/call/check-input.ts',
    honest: (scene) => hostMcpCall(scene),
    async attack(scene, change) {
      const args = { ...change.arguments, ownerId: await scene.subject('bob') }
      return propose(scene, { ...change, arguments: args })
    },
    expect: { status: 200, error: 'invalid_arguments' },
  }),
]
