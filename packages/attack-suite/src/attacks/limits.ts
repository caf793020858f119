import { MAX_BODY_BYTES, MAX_INPUT_ELEMENTS } from '@chaperone/contracts'
import { type Attack, defineAttack } from '../attack.ts'
import { badCredential, invalidArguments } from '../expectations.ts'
import { hostCall } from '../host-call.ts'
import type { Exchange } from '../http/exchange.ts'
import { message, toolCall } from '../mcp-call.ts'
import type { Scene } from '../scene.ts'
import { plainRead } from './plain-read.ts'

const BODY_READER = 'packages/mcp-server-kit/src/read-json-body.ts'
const FLOOD = ' '.repeat(MAX_BODY_BYTES + 1)

/** The honest call's own message, made too long by spaces that JSON ignores. */
function oversized(): string {
  return JSON.stringify(call()) + FLOOD
}

function call(isLegacy = false): Record<string, unknown> {
  return message({ method: 'tools/call', params: { name: 'tasks_list_projects', arguments: {} }, isLegacy })
}

function hostRead(scene: Scene, text?: string): Promise<Exchange> {
  const body = { connection: 'tasks', tool: 'tasks_list_projects', arguments: { ...(text && { text }) } }
  return hostCall(scene, { as: 'alice', path: '/tools/call', body })
}

/** More than any server allows anybody in a minute. */
const MANY_CALLS = 2_000

/** Calls until one is refused, with two tokens in turn: a second token is no second budget. */
async function flood({ token, target }: Scene): Promise<Exchange> {
  const tokens = await Promise.all([token('carol', 'weather'), token('carol', 'weather', 'weather:places:read')])
  const call = (credential: string) =>
    toolCall({ url: target.servers.weather, tool: 'weather_list_places', arguments: {}, credential })
  let answers: Exchange[] = []
  for (let calls = 0; calls < MANY_CALLS; calls += answers.length) {
    answers = await Promise.all([...tokens, ...tokens, ...tokens].map(call))
    const refused = answers.find(({ status }) => status !== 200)
    if (refused) return refused
  }
  return answers[0] as Exchange
}

export const limitAttacks: readonly Attack[] = [
  defineAttack({
    id: 'LIM-01',
    title: 'cannot send a body over the limit that says so',
    source: 'GHSA-f897-62hf-6gxq; OWASP AISVS C10.4.5',
    control: 'Content-Length is compared with the limit before the body is read.',
    file: BODY_READER,
    honest: (scene) => plainRead(scene),
    attack: (scene) => plainRead(scene, { rawBody: oversized() }),
    expect: { status: 413, error: 'body_too_large' },
  }),
  defineAttack({
    id: 'LIM-02',
    title: 'cannot send a body over the limit that hides its length',
    source: 'GHSA-f897-62hf-6gxq; OWASP AISVS C10.4.5',
    control: 'Bytes are counted while they arrive, and reading stops at the limit.',
    file: BODY_READER,
    honest: (scene) => plainRead(scene, { framing: 'chunked' }),
    attack: (scene) => plainRead(scene, { rawBody: oversized(), framing: 'chunked' }),
    expect: { status: 413, error: 'body_too_large' },
  }),
  defineAttack({
    id: 'LIM-03',
    title: 'cannot make the server read a large body without a credential',
    source: 'MCP 2026-07-28 Authorization, Token Handling',
    control: 'The body is read only after the caller is known.',
    file: 'packages/mcp-server-kit/src/mcp-endpoint.ts',
    honest: (scene) => plainRead(scene),
    attack: (scene) => plainRead(scene, { credential: 'nobody', rawBody: oversized() }),
    expect: badCredential,
  }),
  defineAttack({
    id: 'LIM-04',
    title: 'cannot send several calls in one request',
    source: 'MCP 2026-07-28 Streamable HTTP, Sending Messages (one message); GHSA-f897-62hf-6gxq',
    control: 'A body is one JSON object; a list is refused.',
    file: BODY_READER,
    honest: (scene) => plainRead(scene),
    attack: (scene) => plainRead(scene, { rawBody: JSON.stringify([call(), call()]) }),
    expect: { status: 400, error: -32600 },
  }),
  defineAttack({
    id: 'LIM-05',
    title: 'cannot send several calls in one request as a 2025-era client',
    source: 'MCP 2025-11-25 Streamable HTTP, Sending Messages',
    control: 'A body is one JSON object; a list is refused.',
    file: BODY_READER,
    honest: (scene) => plainRead(scene, { isLegacy: true }),
    attack: (scene) => plainRead(scene, { isLegacy: true, rawBody: JSON.stringify([call(true), call(true)]) }),
    expect: { status: 400, error: -32600 },
  }),
  defineAttack({
    id: 'LIM-06',
    title: 'cannot send text that is not JSON',
    source: 'JSON-RPC 2.0 §5.1',
    control: 'Text that is not JSON is refused with -32700.',
    file: BODY_READER,
    honest: (scene) => plainRead(scene),
    attack: (scene) => plainRead(scene, { rawBody: '{"jsonrpc": "2.0", "id": 1,' }),
    expect: { status: 400, error: -32700 },
  }),
  defineAttack({
    id: 'LIM-07',
    title: 'cannot send more elements than a tool takes',
    source: 'CVE-2026-111768 (GHSA-46jr-4wx8-v453)',
    control: 'A tool input with more than 1,000 elements is refused before its schema is tried.',
    file: 'packages/mcp-server-kit/src/build-server.ts',
    honest: (scene) => scene.callAs('alice', 'tasks', 'tasks_list', { status: 'open' }),
    attack: (scene) =>
      scene.callAs('alice', 'tasks', 'tasks_list', {
        status: 'open',
        bomb: Array.from({ length: MAX_INPUT_ELEMENTS * 20 }, () => 0),
      }),
    // The argument is unknown as well; the count must be what refuses it, because it comes first.
    expect: { ...invalidArguments, includes: `more than the maximum of ${MAX_INPUT_ELEMENTS}` },
  }),
  defineAttack({
    id: 'LIM-08',
    title: 'cannot bring the server down with deep nesting',
    source: 'CVE-2026-111768 (GHSA-46jr-4wx8-v453); CWE-674',
    control: 'Body size bounds the depth; a message that is no JSON object is refused.',
    file: BODY_READER,
    honest: (scene) => plainRead(scene),
    attack: (scene) => plainRead(scene, { rawBody: '['.repeat(100_000) + ']'.repeat(100_000) }),
    expect: { status: 400, error: [-32600, -32700] },
    state: async (scene) => (await plainRead(scene)).status,
  }),
  defineAttack({
    id: 'LIM-10',
    title: 'cannot send the host a body over the limit',
    source: 'OWASP AISVS C10.4.5',
    control: 'Bytes are counted while they arrive, and reading stops at the limit.',
    file: 'apps/web/src/read-capped.ts',
    honest: (scene) => hostRead(scene),
    attack: (scene) => hostRead(scene, FLOOD),
    expect: { status: 413, error: 'body_too_large' },
  }),
  defineAttack({
    id: 'LIM-09',
    title: 'cannot nest an argument deeply enough to bring the server down',
    source: 'CVE-2026-111768 (GHSA-46jr-4wx8-v453); CWE-674',
    control: 'Elements of a tool input are counted without recursion, and unknown arguments are refused.',
    file: 'packages/mcp-server-kit/src/build-server.ts',
    honest: (scene) => plainRead(scene),
    attack: (scene) =>
      plainRead(scene, {
        rawBody: JSON.stringify(call()).replace(
          '"arguments":{}',
          `"arguments":{"deep":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
        ),
      }),
    expect: { status: [200, 400], error: [-32602, -32600, -32700, 'tool_error', 'invalid_arguments'] },
    state: async (scene) => (await plainRead(scene)).status,
  }),
  defineAttack({
    id: 'LIM-11',
    title: 'cannot call without end',
    source: 'MCP 2026-07-28 server/tools, Security Considerations; RFC 6585 §4',
    control: 'Calls a minute are counted per person and client, whatever token they carry.',
    file: 'packages/mcp-auth/src/limits/caller-limits.ts',
    honest: (scene) => scene.callAs('carol', 'weather', 'weather_list_places', {}),
    attack: flood,
    expect: { status: 429, error: 'rate_limited' },
  }),
]
