import { type Attack, defineAttack } from '../attack.ts'
import { badCredential } from '../expectations.ts'
import { type Forgery, strangerPublicJwk } from '../forge.ts'
import { plainRead } from './plain-read.ts'

interface OddSignature extends Omit<Forgery, 'original'> {
  id: string
  title: string
  source: string
  control?: string
}

/** Wrong in header or signature. */
const oddSignatures: readonly OddSignature[] = [
  {
    id: 'JWT-01',
    title: 'cannot use a token without a signature',
    source: 'RFC 8725 §3.1, §3.2',
    signature: 'none',
  },
  {
    id: 'JWT-02',
    title: 'cannot use a token whose header says that it needs no signature',
    source: 'RFC 8725 §2.1, §3.1; CVE-2026-77244',
    control: 'ES256 is the only algorithm accepted.',
    signature: 'none',
    header: { alg: 'none' },
  },
  {
    id: 'JWT-03',
    title: 'cannot spell alg none in another way',
    source: 'RFC 8725 §3.1',
    control: 'Algorithms are allowed by name, not forbidden by name.',
    signature: 'none',
    header: { alg: 'nOnE' },
  },
  {
    id: 'JWT-04',
    title: 'cannot use the public key, as PEM, as an HMAC secret',
    source: 'RFC 8725 §2.1, §3.1',
    control: 'ES256 is the only algorithm accepted.',
    signature: 'hmac-public-pem',
    header: { alg: 'HS256' },
  },
  {
    id: 'JWT-05',
    title: 'cannot use the public key, as JWK, as an HMAC secret',
    source: 'RFC 8725 §2.1, §3.1',
    control: 'ES256 is the only algorithm accepted.',
    signature: 'hmac-public-jwk',
    header: { alg: 'HS256' },
  },
  {
    id: 'JWT-06',
    title: 'cannot sign with a key of its own under the name of ours',
    source: 'RFC 8725 §3.2',
    signature: 'stranger',
  },
  {
    id: 'JWT-07',
    title: 'cannot sign with a key of its own under a name of its own',
    source: 'RFC 8725 §3.2, §3.10',
    signature: 'stranger',
    header: { kid: 'stranger' },
  },
  {
    id: 'JWT-08',
    title: 'cannot bring its own key along in the header',
    source: 'RFC 8725 §3.10; CVE-2018-0114',
    control: 'Keys come from the configured JWKS only; jwk in a header is ignored.',
    signature: 'stranger',
    header: { kid: undefined, jwk: strangerPublicJwk },
  },
  {
    id: 'JWT-09',
    title: 'cannot point to its own key set in the header',
    source: 'RFC 8725 §3.10',
    control: 'The address of the JWKS comes from configuration only; jku in a header is ignored.',
    signature: 'stranger',
    header: { jku: 'http://127.0.0.1:9/keys.json' },
  },
  {
    id: 'JWT-10',
    title: 'cannot pass with a signature of zeros',
    source: 'CVE-2022-21449',
    signature: 'zero',
  },
  {
    id: 'JWT-11',
    title: 'cannot change a claim under a genuine signature',
    source: 'RFC 7515 §5.2',
    signature: 'original',
    claims: { jti: 'changed' },
  },
  {
    id: 'JWT-12',
    title: 'cannot use a critical header extension that nobody understands',
    source: 'RFC 7515 §4.1.11',
    control: 'Unknown crit extensions make a token invalid.',
    signature: 'issuer',
    header: { crit: ['policy'], policy: 'allow' },
  },
  {
    id: 'JWT-13',
    title: 'cannot use another kind of JWT as an access token',
    source: 'RFC 9068 §2.1, §4; RFC 8725 §3.11',
    control: 'typ is at+jwt.',
    signature: 'issuer',
    header: { typ: 'JWT' },
  },
  {
    id: 'JWT-14',
    title: 'cannot use a JWT without a type as an access token',
    source: 'RFC 9068 §4; RFC 8725 §3.11',
    control: 'typ is at+jwt.',
    signature: 'issuer',
    header: { typ: undefined },
  },
  {
    id: 'JWT-15',
    title: 'cannot use an ID token as an access token',
    source: 'RFC 9068 §5; RFC 8725 §2.8',
    control: 'typ is at+jwt, and client_id and jti are required.',
    signature: 'issuer',
    header: { typ: 'JWT' },
    claims: { client_id: undefined, jti: undefined, scope: undefined, nonce: 'n', azp: 'chaperone-cli' },
  },
]

export const signatureAttacks: readonly Attack[] = oddSignatures.map(({ id, title, source, control, ...forgery }) =>
  defineAttack({
    id,
    title,
    source,
    control: control ?? 'The signature is verified with a key of the issuer.',
    file: 'packages/mcp-auth/src/jwt/verify-signature.ts',
    honest: (scene) => plainRead(scene),
    async attack(scene) {
      const original = await scene.token('alice', 'tasks')
      return plainRead(scene, { credential: scene.forge({ ...forgery, original }) })
    },
    expect: badCredential,
  }),
)
