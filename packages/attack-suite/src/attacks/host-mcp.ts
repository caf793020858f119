import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import { badCredential, missingScope, noCredential } from '../expectations.ts'
import { hostCall } from '../host-call.ts'
import { hostMcpCall } from '../host-mcp-call.ts'
import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'
import { mcpCall } from '../mcp-call.ts'
import type { Scene } from '../scene.ts'
import { audienceOf } from '../target.ts'

const CREDENTIAL = 'packages/mcp-auth/src/guard/read-credential.ts'
const GUARD = 'apps/web/src/host-mcp/host-guard.ts'
const TRANSPORT = 'MCP 2026-07-28 Streamable HTTP, Security Warning; CVE-2025-66414'

async function cookieOf(scene: Scene): Promise<string> {
  return (await scene.session('carol')).header(audienceOf(scene.target, 'host-mcp')) ?? ''
}

interface Misuse extends Pick<Attack, 'id' | 'title' | 'source' | 'control' | 'file'> {
  /** What the attacker has is good for something; by default, a token for the host as an MCP server. */
  honest?(scene: Scene): Promise<Exchange>
  attack(scene: Scene): Promise<Exchange>
  expect: Expectation
}

const misuses: readonly Misuse[] = [
  {
    id: 'HMC-07',
    title: 'cannot use an API key at the host',
    source: 'MCP 2026-07-28 Authorization, Token Handling',
    control: 'The host acts for people alone: every key is refused.',
    file: GUARD,
    attack: (scene) => hostMcpCall(scene, { credential: scene.target.secrets.apiKeys.weather }),
    expect: badCredential,
  },
  {
    id: 'HMC-08',
    title: 'cannot use a session cookie in the place of a token',
    source: 'MCP 2026-07-28 Authorization, Token Requirements; CWE-352',
    control: 'The credential is taken from the Authorization header alone; no cookie is read.',
    file: CREDENTIAL,
    honest: (scene) =>
      hostCall(scene, {
        as: 'carol',
        path: '/tools/call',
        body: { connection: 'weather', tool: 'weather_list_places', arguments: {} },
      }),
    attack: async (scene) => hostMcpCall(scene, { headers: { Authorization: null, Cookie: await cookieOf(scene) } }),
    expect: noCredential,
  },
  {
    id: 'HMC-09',
    title: 'cannot call the host from a page, not even from its own',
    source: `${TRANSPORT}; CWE-352`,
    control: 'The host as an MCP server has no browser clients, so every Origin is refused.',
    file: GUARD,
    attack: async (scene) =>
      hostMcpCall(scene, { headers: { Origin: scene.target.web, Cookie: await cookieOf(scene) } }),
    expect: { status: 403, error: 'forbidden_origin' },
  },
  {
    id: 'HMC-10',
    title: 'cannot call the host from a page of another site',
    source: TRANSPORT,
    control: 'The host as an MCP server has no browser clients, so every Origin is refused.',
    file: 'packages/mcp-auth/src/guard/check-origin.ts',
    attack: (scene) => hostMcpCall(scene, { headers: { Origin: 'https://evil.example' } }),
    expect: { status: 403, error: 'forbidden_origin' },
  },
  {
    id: 'HMC-11',
    title: 'cannot reach the host through a rebound name',
    source: TRANSPORT,
    control: 'Host is exactly that of the resource identifier, port included.',
    file: 'packages/mcp-auth/src/guard/check-host.ts',
    attack: (scene) => hostMcpCall(scene, { headers: { Host: 'evil.example' } }),
    expect: { status: 403, error: 'forbidden_host' },
  },
  {
    id: 'HMC-12',
    title: 'cannot read metadata of the host through a rebound name',
    source: TRANSPORT,
    control: 'What answers without a caller is checked for Host and Origin all the same.',
    file: 'apps/web/src/pages/api/mcp.ts',
    attack: ({ target }) =>
      send({
        url: `${target.web}/.well-known/oauth-protected-resource/mcp`,
        headers: { Host: 'evil.example' },
      }),
    expect: { status: 403, error: 'forbidden_host', excludes: 'authorization_servers' },
  },
  {
    id: 'HMC-14',
    title: 'cannot send a token in the address',
    source: 'MCP 2026-07-28 Authorization, Token Requirements',
    control: 'A token in the query is refused, whatever the header carries.',
    file: CREDENTIAL,
    async attack(scene) {
      const token = await scene.token('carol', 'host-mcp')
      return hostMcpCall(scene, { query: `access_token=${token}`, headers: { Authorization: null } })
    },
    expect: { status: 400, error: 'invalid_request' },
  },
  {
    id: 'HMC-15',
    title: 'cannot call a tool with a token that may only list them',
    source: 'RFC 6750 §3.1; OWASP AISVS C10.2.5',
    control: 'A call needs host:call, whatever tool it names.',
    file: 'apps/web/src/host-mcp/host-mcp.ts',
    attack: async (scene) => hostMcpCall(scene, { credential: await scene.token('carol', 'host-mcp', 'host:read') }),
    expect: missingScope('host:call'),
  },
  {
    id: 'HMC-16',
    title: 'cannot call a tool with headers that name a smaller right',
    source: 'MCP 2026-07-28 Streamable HTTP, Server Validation',
    control: 'The scope that is needed is read from the body; 2025-era requests need not agree with their headers.',
    file: 'apps/web/src/host-mcp/host-mcp.ts',
    attack: async (scene) =>
      hostMcpCall(scene, {
        isLegacy: true,
        headers: { 'Mcp-Method': 'tools/list' },
        credential: await scene.token('carol', 'host-mcp', 'host:read'),
      }),
    expect: missingScope('host:call'),
  },
  {
    id: 'HMC-17',
    title: 'cannot list tools with a token that may only call them',
    source: 'RFC 6750 §3.1; OWASP AISVS C10.2.4',
    control: 'The list needs host:read.',
    file: 'apps/web/src/host-mcp/host-mcp.ts',
    attack: async (scene) =>
      mcpCall({
        url: audienceOf(scene.target, 'host-mcp'),
        method: 'tools/list',
        credential: await scene.token('carol', 'host-mcp', 'host:call'),
      }),
    expect: missingScope('host:read'),
  },
]

/** What the endpoint of the host refuses before it looks at a call. */
export const hostMcpAttacks: readonly Attack[] = misuses.map((misuse) =>
  defineAttack({ honest: (scene) => hostMcpCall(scene), ...misuse }),
)
