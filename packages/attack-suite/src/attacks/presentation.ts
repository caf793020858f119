import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import { badCredential, noCredential } from '../expectations.ts'
import type { SceneToolCall } from '../scene.ts'
import { plainRead } from './plain-read.ts'

interface OddRequest {
  id: string
  title: string
  source: string
  control: string
  expect?: Expectation
  /** What is changed in the honest call, given its genuine token. */
  change(token: string): Partial<SceneToolCall>
}

/** The attacker changes how, or whether, the credential is presented. */
const oddRequests: readonly OddRequest[] = [
  {
    id: 'BEA-01',
    title: 'cannot call a tool without a token',
    source: 'MCP 2026-07-28 Authorization, Error Handling; RFC 6750 §3.1',
    control: 'A request without a credential is answered 401 before its body is read.',
    expect: noCredential,
    change: () => ({ headers: { Authorization: null } }),
  },
  {
    id: 'BEA-02',
    title: 'cannot pass a token in the query string',
    source: 'MCP 2026-07-28 Authorization, Token Requirements; RFC 9700 §4.3.2',
    control: 'An access_token in the URL is refused, because URLs end up in logs.',
    expect: { status: 400, error: 'invalid_request' },
    change: (token) => ({ headers: { Authorization: null }, query: `access_token=${token}` }),
  },
  {
    id: 'BEA-03',
    title: 'cannot pass a token as a field of a form body',
    source: 'RFC 9700 §4.3.2; RFC 6750 §2.2',
    control: 'Only the Authorization header is looked at.',
    expect: noCredential,
    change: (token) => ({
      headers: { Authorization: null, 'Content-Type': 'application/x-www-form-urlencoded' },
      rawBody: `access_token=${token}`,
    }),
  },
  {
    id: 'BEA-04',
    title: 'cannot send two Authorization headers and have one of them chosen',
    source: 'RFC 6750 §2; RFC 9110 §5.3',
    control: 'More than one Authorization header is refused.',
    expect: { status: 400, error: 'invalid_request' },
    change: (token) => ({ headers: { Authorization: [`Bearer ${token}`, 'Bearer garbage'] } }),
  },
  {
    id: 'BEA-05',
    title: 'cannot authenticate with the Basic scheme',
    source: 'RFC 6750 §2.1',
    control: 'Only the Bearer scheme is understood.',
    change: (token) => ({ headers: { Authorization: `Basic ${Buffer.from(`alice:${token}`).toString('base64')}` } }),
  },
  {
    id: 'BEA-06',
    title: 'cannot authenticate with garbage',
    source: 'CVE-2026-59822; CVE-2026-77244',
    control: 'A credential that does not verify is refused, never passed on or ignored.',
    change: () => ({ credential: 'not-a-token' }),
  },
  {
    id: 'BEA-07',
    title: 'cannot call a tool without a token as a 2025-era client',
    source: 'MCP 2025-11-25 Authorization; MCP 2026-07-28 Authorization, Token Handling',
    control: 'The guard stands before both protocol eras.',
    expect: noCredential,
    change: () => ({ headers: { Authorization: null }, isLegacy: true }),
  },
]

export const presentationAttacks: readonly Attack[] = oddRequests.map(({ change, expect, ...attack }) =>
  defineAttack({
    ...attack,
    file: 'packages/mcp-auth/src/guard/read-credential.ts',
    honest: (scene) => plainRead(scene),
    attack: async (scene) => plainRead(scene, change(await scene.token('alice', 'tasks'))),
    expect: expect ?? badCredential,
  }),
)
