import { decodeJwt } from 'jose'
import { type Attack, defineAttack } from '../attack.ts'
import { dpopProof, newProofKey, type ProofKeyPair } from '../dpop-proof.ts'
import { badCredential } from '../expectations.ts'
import { hostMcpCall } from '../host-mcp-call.ts'
import type { Exchange } from '../http/exchange.ts'
import { send } from '../http/send.ts'
import { connect } from '../oauth/connect.ts'
import { obtainToken } from '../oauth/obtain-token.ts'
import { visit } from '../oauth/sign-in.ts'
import type { Scene } from '../scene.ts'
import { type Audience, audienceOf } from '../target.ts'

const VERIFIER = 'packages/mcp-auth/src/jwt/verify-access-token.ts'
const ONE_AUDIENCE = 'MCP 2026-07-28 Authorization, Token Handling; RFC 8707 §2'

const foreignTokens: readonly { id: string; from: Audience }[] = [
  { id: 'HMC-01', from: 'tasks' },
  { id: 'HMC-02', from: 'calendar' },
  { id: 'HMC-03', from: 'weather' },
  { id: 'HMC-04', from: 'host' },
]

function listConnections(scene: Scene, token: string): Promise<Exchange> {
  return send({
    url: `${audienceOf(scene.target, 'host')}/connections`,
    headers: { Authorization: `Bearer ${token}` },
  })
}

/** A token that is bound to a key, with a proof for this request and the host's latest nonce. */
async function presentBound(scene: Scene, key: ProofKeyPair, token: string): Promise<Exchange> {
  const order = { key, method: 'POST', url: audienceOf(scene.target, 'host-mcp'), accessToken: token }
  const present = (nonce?: string) =>
    hostMcpCall(scene, {
      headers: { Authorization: `DPoP ${token}`, DPoP: dpopProof({ ...order, ...(nonce && { nonce }) }) },
    })
  return present((await present()).headers['dpop-nonce'])
}

export const hostMcpTokenAttacks: readonly Attack[] = [
  ...foreignTokens.map(({ id, from }) =>
    defineAttack({
      id,
      title: `cannot replay a token for ${from === 'host' ? 'the host API' : `the ${from} server`} at the host as an MCP server`,
      source: `${ONE_AUDIENCE}; CVE-2026-101062`,
      control: 'The host as an MCP server is an audience of its own, compared exactly.',
      file: VERIFIER,
      honest: (scene) => hostMcpCall(scene),
      attack: async (scene) => hostMcpCall(scene, { credential: await scene.token('carol', from) }),
      expect: badCredential,
    }),
  ),
  defineAttack({
    id: 'HMC-05',
    title: 'cannot replay a token for the host as an MCP server at the host API',
    source: ONE_AUDIENCE,
    control: 'The host API accepts only tokens whose one audience is the host API.',
    file: 'apps/web/src/session/authenticate.ts',
    honest: async (scene) => listConnections(scene, await scene.token('carol', 'host')),
    attack: async (scene) => listConnections(scene, await scene.token('carol', 'host-mcp')),
    expect: { status: 401, error: 'unauthenticated' },
  }),
  defineAttack({
    id: 'HMC-06',
    title: 'cannot replay a token for the host as an MCP server at a server behind it',
    source: `${ONE_AUDIENCE}; MCP 2026-07-28 Security Best Practices, Token Passthrough`,
    control: 'The verifier requires aud to be one string, equal to its own resource identifier.',
    file: VERIFIER,
    honest: (scene) => scene.callAs('carol', 'weather', 'weather_list_places', {}),
    attack: async (scene) =>
      scene.call({
        server: 'weather',
        tool: 'weather_list_places',
        arguments: {},
        credential: await scene.token('carol', 'host-mcp'),
      }),
    expect: badCredential,
  }),
  defineAttack({
    id: 'HMC-13',
    title: 'cannot use a token that is bound to a key without that key',
    source: 'RFC 9449 §7.2',
    control: 'A bound token is never accepted as a bearer token.',
    file: VERIFIER,
    async prepare(scene) {
      const key = newProofKey()
      const resource = audienceOf(scene.target, 'host-mcp')
      const wanted = { web: scene.target.web, resource, scope: 'host:read host:call', proofKey: key }
      return { key, token: await obtainToken({ ...wanted, session: await scene.session('carol') }) }
    },
    honest: (scene, { key, token }) => presentBound(scene, key, token),
    attack: (scene, { token }) => hostMcpCall(scene, { credential: token }),
    expect: badCredential,
  }),
  defineAttack({
    id: 'HMC-18',
    title: 'cannot use a token at the host after the person took the connection back',
    source: 'OWASP ASVS 5.0 V7.4.1; RFC 7009 §2',
    control: 'The guard asks about the grant of every token it takes.',
    file: 'packages/mcp-auth/src/jwt/check-revocation.ts',
    async prepare(scene) {
      const { target } = scene
      const session = (await scene.session('carol')).clone()
      const resource = audienceOf(target, 'host-mcp')
      const { answer } = await connect({ web: target.web, session, resource, scope: 'host:read host:call' })
      return { session, token: answer.access_token }
    },
    honest: (scene, { token }) => hostMcpCall(scene, { credential: token }),
    async attack(scene, { session, token }) {
      await visit(session, {
        method: 'POST',
        url: `${scene.target.web}/connections/end`,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: scene.target.web },
        body: new URLSearchParams({ grant: String(decodeJwt(token).grant_hash) }).toString(),
      })
      return hostMcpCall(scene, { credential: token })
    },
    expect: badCredential,
  }),
]
