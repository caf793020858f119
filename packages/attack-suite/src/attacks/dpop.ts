import { type Attack, defineAttack, type Expectation } from '../attack.ts'
import { dpopProof, newProofKey, type ProofKeyPair, type ProofOrder } from '../dpop-proof.ts'
import { badCredential } from '../expectations.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Scene } from '../scene.ts'
import { plainRead } from './plain-read.ts'

/** Alice's program: a key, and a token that is bound to it. */
interface Program {
  key: ProofKeyPair
  token: string
}

interface Presentation {
  /** Changes to an honest proof. */
  proof?: Partial<ProofOrder>
  /** Shown instead of the program's own token. */
  token?: string
}

interface Misuse extends Pick<Attack, 'id' | 'title' | 'control'> {
  file?: string
  source: string
  expect: Expectation
  attack(scene: Scene, program: Program): Promise<Exchange>
}

const PROOF = 'packages/mcp-auth/src/dpop/verify-proof.ts'
const badProof: Expectation = { status: 401, error: 'invalid_dpop_proof' }
const wantsNonce: Expectation = { status: 401, error: 'use_dpop_nonce' }

async function prepare(scene: Scene): Promise<Program> {
  const key = newProofKey()
  return { key, token: await scene.boundToken('alice', key) }
}

/** Presents a token with a proof for this request and the server's latest nonce. */
async function present(scene: Scene, program: Program, { proof, token }: Presentation = {}): Promise<Exchange> {
  const accessToken = token ?? program.token
  const order = { key: program.key, method: 'POST', url: scene.target.servers.tasks, accessToken }
  return plainRead(scene, {
    headers: {
      Authorization: `DPoP ${accessToken}`,
      DPoP: dpopProof({ ...order, nonce: await nonceOf(scene, program), ...proof }),
    },
  })
}

/** The server's nonce, from its answer to a proof without one. */
async function nonceOf(scene: Scene, { key, token }: Program): Promise<string> {
  const proof = dpopProof({ key, method: 'POST', url: scene.target.servers.tasks, accessToken: token })
  const answer = await plainRead(scene, { headers: { Authorization: `DPoP ${token}`, DPoP: proof } })
  return answer.headers['dpop-nonce'] ?? ''
}

/** Shows one proof twice. */
async function replay(scene: Scene, program: Program): Promise<Exchange> {
  const nonce = await nonceOf(scene, program)
  const order = { key: program.key, method: 'POST', url: scene.target.servers.tasks, accessToken: program.token, nonce }
  const headers = { Authorization: `DPoP ${program.token}`, DPoP: dpopProof(order) }
  const first = await plainRead(scene, { headers })
  return first.status === 200 ? plainRead(scene, { headers }) : first
}

function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1_000) + seconds
}

const misuses: readonly Misuse[] = [
  {
    id: 'DPO-01',
    title: 'cannot show a bound token as a bearer token',
    source: 'RFC 9449 §7.2',
    control: 'A token that names a key is refused without a proof of that key.',
    file: 'packages/mcp-auth/src/jwt/verify-access-token.ts',
    expect: badCredential,
    attack: (scene, { token }) => plainRead(scene, { credential: token }),
  },
  {
    id: 'DPO-02',
    title: 'cannot show a bound token without a proof',
    source: 'RFC 9449 §7.1',
    control: 'The DPoP scheme needs a DPoP header.',
    file: 'packages/mcp-auth/src/dpop/check-proof.ts',
    expect: badProof,
    attack: (scene, { token }) => plainRead(scene, { headers: { Authorization: `DPoP ${token}` } }),
  },
  {
    id: 'DPO-03',
    title: 'cannot show a stolen token with a key of its own',
    source: 'RFC 9449 §4.3 (12), §6.1',
    control: 'The thumbprint of the proof’s key must be the one in the token.',
    file: 'packages/mcp-auth/src/jwt/verify-access-token.ts',
    expect: { status: 401, error: 'invalid_token' },
    attack: (scene, program) => present(scene, program, { proof: { key: newProofKey() } }),
  },
  {
    id: 'DPO-04',
    title: 'cannot bind a bearer token to a key afterwards',
    source: 'RFC 9449 §7.1',
    control: 'The DPoP scheme needs a token that names the key.',
    file: 'packages/mcp-auth/src/jwt/verify-access-token.ts',
    expect: { status: 401, error: 'invalid_token' },
    attack: async (scene, program) => present(scene, program, { token: await scene.token('alice', 'tasks') }),
  },
  {
    id: 'DPO-05',
    title: 'cannot use a proof twice',
    source: 'RFC 9449 §11.1',
    control: 'Proofs are remembered for as long as they would be accepted.',
    file: 'packages/mcp-auth/src/dpop/used-proofs.ts',
    expect: badProof,
    attack: replay,
  },
  {
    id: 'DPO-06',
    title: 'cannot use a proof that was made for another server',
    source: 'RFC 9449 §4.3 (9)',
    control: '`htu` must be this server.',
    expect: badProof,
    attack: (scene, program) => present(scene, program, { proof: { url: scene.target.servers.calendar } }),
  },
  {
    id: 'DPO-07',
    title: 'cannot use a proof that was made for another method',
    source: 'RFC 9449 §4.3 (8)',
    control: '`htm` must be the method of the request.',
    expect: badProof,
    attack: (scene, program) => present(scene, program, { proof: { method: 'GET' } }),
  },
  {
    id: 'DPO-08',
    title: 'cannot use a proof that was made for another token',
    source: 'RFC 9449 §4.3 (12)',
    control: '`ath` must be the hash of the token that is shown.',
    expect: badProof,
    attack: (scene, program) => present(scene, program, { proof: { accessToken: 'another' } }),
  },
  {
    id: 'DPO-09',
    title: 'cannot use a proof that names no token',
    source: 'RFC 9449 §4.2, §7',
    control: '`ath` is required.',
    expect: badProof,
    attack: (scene, program) => present(scene, program, { proof: { claims: { ath: undefined } } }),
  },
  {
    id: 'DPO-10',
    title: 'cannot keep a proof for later',
    source: 'RFC 9449 §4.3 (11)',
    control: '`iat` must be of the last seconds.',
    expect: badProof,
    attack: (scene, program) => present(scene, program, { proof: { claims: { iat: inSeconds(-60) } } }),
  },
  {
    id: 'DPO-11',
    title: 'cannot make proofs for the future',
    source: 'RFC 9449 §4.3 (11), §11.2',
    control: '`iat` must not lie ahead.',
    expect: badProof,
    attack: (scene, program) => present(scene, program, { proof: { claims: { iat: inSeconds(60) } } }),
  },
  {
    id: 'DPO-12',
    title: 'cannot make proofs in advance, without a nonce',
    source: 'RFC 9449 §9, §11.2',
    control: 'A proof must contain a nonce of this server.',
    file: 'packages/mcp-auth/src/dpop/check-proof.ts',
    expect: wantsNonce,
    attack: (scene, program) => present(scene, program, { proof: { nonce: undefined } }),
  },
  {
    id: 'DPO-13',
    title: 'cannot invent a nonce',
    source: 'RFC 9449 §9',
    control: 'Nonces are computed with a key of the server’s process.',
    file: 'packages/mcp-auth/src/dpop/nonces.ts',
    expect: wantsNonce,
    attack: (scene, program) => present(scene, program, { proof: { nonce: 'A'.repeat(43) } }),
  },
  {
    id: 'DPO-14',
    title: 'cannot show a proof of another type',
    source: 'RFC 9449 §4.3 (4); RFC 8725 §3.11',
    control: '`typ` must be dpop+jwt.',
    expect: badProof,
    attack: (scene, program) => present(scene, program, { proof: { header: { typ: 'JWT' } } }),
  },
  {
    id: 'DPO-15',
    title: 'cannot show an unsigned proof',
    source: 'RFC 9449 §4.3 (5); RFC 8725 §3.1',
    control: 'One asymmetric algorithm is accepted.',
    expect: badProof,
    attack: (scene, program) => present(scene, program, { proof: { header: { alg: 'none' } } }),
  },
  {
    id: 'DPO-16',
    title: 'cannot sign a proof with one key and name another',
    source: 'RFC 9449 §4.3 (6)',
    control: 'The signature must be by the key in the header.',
    expect: badProof,
    attack(scene, program) {
      const { privateKey } = newProofKey()
      return present(scene, program, { proof: { key: { ...program.key, privateKey } } })
    },
  },
  {
    id: 'DPO-17',
    title: 'cannot show a proof that contains its private key',
    source: 'RFC 9449 §4.3 (7)',
    control: 'The key in the header must be a public one.',
    expect: badProof,
    attack: (scene, program) =>
      present(scene, program, { proof: { header: { jwk: program.key.privateKey.export({ format: 'jwk' }) } } }),
  },
  {
    id: 'DPO-18',
    title: 'cannot make the server fail with a key that is on no curve of ours',
    source: 'RFC 9449 §4.3 (4); RFC 8725 §3.4',
    control: 'Whatever is wrong with the key is wrong with the proof.',
    expect: badProof,
    attack: (scene, program) =>
      present(scene, program, {
        proof: { header: { jwk: { ...program.key.privateKey.export({ format: 'jwk' }), d: undefined, crv: 'P-384' } } },
      }),
  },
]

/** A thief has Alice's bound token, and everything that was sent with it, but not her program's key. */
export const dpopAttacks: readonly Attack[] = misuses.map(({ file, ...misuse }) =>
  defineAttack<Program>({
    file: file ?? PROOF,
    prepare,
    honest: (scene, program) => present(scene, program),
    ...misuse,
  }),
)
