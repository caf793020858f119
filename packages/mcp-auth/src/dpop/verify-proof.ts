import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import { CLOCK_TOLERANCE_SECONDS, DPOP_PROOF_SECONDS } from '@chaperone/contracts'
import { z } from 'zod'
import { isSigned } from './is-signed.ts'
import { proofKey } from './proof-key.ts'

export interface ProofRules {
  /** Method of the request that carries the proof. */
  method: string
  /** Address of the request as clients write it, without query: the resource identifier. */
  url: string
  /** The access token that came with it. */
  accessToken: string
}

export interface Proof {
  /** RFC 7638 thumbprint of the key that signed: what `cnf.jkt` of the token must name. */
  thumbprint: string
  jti: string
  nonce: string | undefined
}

/** The proof is not one for this request. Why is for the log, not for the client. */
export class InvalidProof extends Error {
  override name = 'InvalidProof'
}

/** Three times what an honest client needs. A stranger may send one of 16 KB, which is read before anything is known of them. */
const MAX_PROOF_CHARACTERS = 2_048

/** More than any honest client needs; what is remembered of a proof stays small. */
const MAX_JTI_CHARACTERS = 128

/** Three parts in base64url; a signature of 64 bytes has 86 characters. @see RFC 7515 §3.1 */
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]{86})$/

const claimsSchema = z.object({
  jti: z.string().min(1).max(MAX_JTI_CHARACTERS),
  htm: z.string(),
  htu: z.string(),
  iat: z.number().int(),
  exp: z.number().optional(),
  nbf: z.number().optional(),
  ath: z.string(),
  nonce: z.string().optional(),
})

/**
 * A proof that whoever sent this request holds a private key: signed by the key it names, for this method, this
 * address and this access token, moments ago. Whether the token is bound to that key, the nonce is ours and the proof
 * is new, the guard decides after it.
 *
 * @throws InvalidProof
 * @see RFC 9449 §4.3, the numbers below
 */
export async function verifyProof(proof: string, { method, url, accessToken }: ProofRules): Promise<Proof> {
  if (proof.length > MAX_PROOF_CHARACTERS) throw new InvalidProof('too long')
  // 2: "a single and well-formed JWT", with a signature of ES256's length.
  const [, header, payload, signature] = COMPACT.exec(proof) ?? []
  if (!header || !payload || !signature) throw new InvalidProof('not a signed JWT')
  // 4, 5, 7: of this type, by an asymmetric algorithm, with a public key.
  const { key, thumbprint } = await proofKey(header).catch((error: unknown) => {
    // Whatever it is, it is about the proof: nothing outside it was asked. A key may be refused by the runtime itself.
    throw new InvalidProof(String(error))
  })
  // 6: "verifies with the public key contained in the jwk JOSE Header Parameter".
  if (!isSigned(`${header}.${payload}`, key, Buffer.from(signature, 'base64url'))) {
    throw new InvalidProof('signed by another key')
  }
  // 3: "All required claims per Section 4.2 are contained in the JWT".
  const claims = claimsSchema.safeParse(jsonIn(payload))
  if (!claims.success) throw new InvalidProof('a required claim is missing or has the wrong shape')
  const { jti, htm, htu, iat, exp, nbf, ath, nonce } = claims.data
  // 8, 9: the method and the address, "ignoring any query and fragment parts".
  if (htm !== method) throw new InvalidProof('made for another method')
  if (!isSameAddress(htu, url)) throw new InvalidProof('made for another address')
  // 11: "created within an acceptable window", in either direction.
  const now = Date.now() / 1_000
  const age = Math.abs(now - iat)
  if (age > DPOP_PROOF_SECONDS + CLOCK_TOLERANCE_SECONDS) throw new InvalidProof('too old, or from the future')
  // RFC 7519 §4.1.4, §4.1.5: it may say more about its time than it has to.
  if ((exp !== undefined && exp <= now) || (nbf !== undefined && nbf > now)) throw new InvalidProof('not at its time')
  // 12: "the value of the ath claim equals the hash of that access token".
  if (ath !== accessTokenHash(accessToken)) throw new InvalidProof('made for another access token')
  return { thumbprint, jti, nonce }
}

/** Nothing where it is no JSON in UTF-8, which is no claims. @see RFC 7519 §7.2, 10 */
function jsonIn(base64url: string): unknown {
  const bytes = Buffer.from(base64url, 'base64url')
  try {
    return isUtf8(bytes) ? JSON.parse(bytes.toString()) : undefined
  } catch {
    return undefined
  }
}

/** @see RFC 9449 §4.2, `ath` */
function accessTokenHash(token: string): string {
  return hash('sha256', token, 'base64url')
}

function isSameAddress(a: string, b: string): boolean {
  return a === b || withoutQuery(a) === withoutQuery(b)
}

/** The text itself where it is no address, which no address equals. */
function withoutQuery(address: string): string {
  const url = URL.parse(address)
  return url ? url.origin + url.pathname : address
}
