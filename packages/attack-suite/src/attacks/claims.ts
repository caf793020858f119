import { type Attack, defineAttack } from '../attack.ts'
import { badCredential } from '../expectations.ts'
import type { Scene } from '../scene.ts'
import { plainRead } from './plain-read.ts'

interface OddClaims {
  id: string
  title: string
  source?: string
  control?: string
  /** Replaces these claims in a genuine token; undefined removes one. */
  claims(scene: Scene): Record<string, unknown>
}

const nowSeconds = () => Math.floor(Date.now() / 1_000)

/** Signed by the issuer's own key; right in everything but one claim. */
const oddClaims: readonly OddClaims[] = [
  {
    id: 'EXP-01',
    title: 'cannot use a token after its end',
    control: 'exp is required and lies in the future, give or take 5 seconds.',
    claims: () => ({ iat: nowSeconds() - 400, exp: nowSeconds() - 30 }),
  },
  {
    id: 'EXP-02',
    title: 'cannot use a token before its time',
    control: 'nbf, when present, lies in the past.',
    claims: () => ({ nbf: nowSeconds() + 120 }),
  },
  {
    id: 'ISS-01',
    title: 'cannot use a token of another issuer',
    source: 'RFC 9068 §4; CVE-2026-70482',
    control: 'iss equals the one configured issuer.',
    claims: () => ({ iss: 'https://issuer.example' }),
  },
  {
    id: 'ISS-02',
    title: 'cannot use a token whose issuer only begins like ours',
    source: 'RFC 9068 §4',
    control: 'iss is compared as a whole string, without normalizing.',
    claims: ({ target }) => ({ iss: `${target.web}/` }),
  },
  { id: 'EXP-03', title: 'cannot use a token that never ends', claims: () => ({ exp: undefined }) },
  {
    id: 'SUB-01',
    title: 'cannot use a token that names nobody',
    source: 'RFC 9068 §2.2; CVE-2026-45707',
    control: 'sub is required; there is no default owner.',
    claims: () => ({ sub: undefined }),
  },
  { id: 'SUB-02', title: 'cannot use a token with an empty subject', claims: () => ({ sub: '' }) },
  { id: 'SUB-05', title: 'cannot use a token issued to no client', claims: () => ({ client_id: undefined }) },
  { id: 'SUB-06', title: 'cannot use a token without an id', claims: () => ({ jti: undefined }) },
  { id: 'ISS-03', title: 'cannot use a token without an issuer', claims: () => ({ iss: undefined }) },
  { id: 'EXP-04', title: 'cannot use a token without a time of issue', claims: () => ({ iat: undefined }) },
  {
    id: 'EXP-05',
    title: 'cannot use a token that is older than a day, whatever its end',
    control: 'No token is accepted for longer than a day after iat.',
    claims: () => ({ iat: nowSeconds() - 86_500, exp: nowSeconds() + 3_600 }),
  },
  {
    id: 'EXP-06',
    title: 'cannot use a token that will be issued later',
    control: 'iat lies in the past, give or take 5 seconds.',
    claims: () => ({ iat: nowSeconds() + 120, exp: nowSeconds() + 300 }),
  },
  {
    id: 'SUB-03',
    title: 'cannot use a token that names a list of subjects',
    claims: () => ({ sub: ['usr_a', 'usr_b'] }),
  },
]

const FILE = 'packages/mcp-auth/src/jwt/verify-access-token.ts'

const ofOneClaim = oddClaims.map(({ id, title, source, control, claims }) =>
  defineAttack({
    id,
    title,
    source: source ?? 'RFC 9068 §2.2, §4',
    control: control ?? 'Every claim of RFC 9068 is required, in its right shape.',
    file: FILE,
    honest: (scene) => plainRead(scene),
    async attack(scene) {
      const original = await scene.token('alice', 'tasks')
      return plainRead(scene, { credential: scene.forge({ original, signature: 'issuer', claims: claims(scene) }) })
    },
    expect: badCredential,
  }),
)

function nextDay(): Record<string, unknown> {
  const from = new Date()
  return { from: from.toISOString(), to: new Date(from.getTime() + 86_400_000).toISOString() }
}

export const claimAttacks: readonly Attack[] = [
  ...ofOneClaim,
  defineAttack({
    id: 'SUB-04',
    title: 'cannot reach a service account by naming it as the subject',
    source: 'MCP 2026-07-28 Security Best Practices, Token Passthrough',
    control: 'A client that acts for itself is the subject; no other token may name a service account.',
    file: FILE,
    // At a server that takes service accounts: one that takes none would refuse it for that alone.
    honest: (scene) => scene.callAs('alice', 'calendar', 'calendar_list_events', nextDay()),
    async attack(scene) {
      const original = await scene.token('alice', 'calendar')
      const credential = scene.forge({ original, signature: 'issuer', claims: { sub: 'svc_team' } })
      return scene.call({ server: 'calendar', tool: 'calendar_list_events', arguments: nextDay(), credential })
    },
    expect: badCredential,
  }),
]
