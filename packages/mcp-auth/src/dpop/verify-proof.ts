import { hash } from 'node:crypto'
import { CLOCK_TOLERANCE_SECONDS, DPOP_PROOF_SECONDS, DPOP_PROOF_TYPE, SIGNATURE_ALGORITHM } from '@chaperone/contracts'
import { type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { embeddedKey } from './embedded-key.ts'

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

/** More than any honest client needs; what is remembered of a proof stays small. */
const MAX_JTI_CHARACTERS = 128

const claimsSchema = z.object({
  jti: z.string().min(1).max(MAX_JTI_CHARACTERS),
  htm: z.string(),
  htu: z.string(),
  iat: z.number().int(),
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
  // 2–7: one well-formed JWT of this type, by an asymmetric algorithm, verified with the public key in its header.
  let thumbprint = ''
  const keyInHeader: JWTVerifyGetKey = async (header) => {
    const embedded = await embeddedKey(header)
    thumbprint = embedded.thumbprint
    return embedded.key
  }
  const { payload } = await jwtVerify(proof, keyInHeader, {
    typ: DPOP_PROOF_TYPE,
    algorithms: [SIGNATURE_ALGORITHM],
  }).catch((error: unknown) => {
    // Whatever it is, it is about the proof: nothing outside it was asked. A key may be refused by the runtime itself.
    throw new InvalidProof(String(error))
  })
  // 3: "All required claims per Section 4.2 are contained in the JWT".
  const claims = claimsSchema.safeParse(payload)
  if (!claims.success) throw new InvalidProof('a required claim is missing or has the wrong shape')
  const { jti, htm, htu, iat, ath, nonce } = claims.data
  // 8, 9: the method and the address, "ignoring any query and fragment parts".
  if (htm !== method) throw new InvalidProof('made for another method')
  if (!isSameAddress(htu, url)) throw new InvalidProof('made for another address')
  // 11: "created within an acceptable window", in either direction.
  const age = Math.abs(Date.now() / 1_000 - iat)
  if (age > DPOP_PROOF_SECONDS + CLOCK_TOLERANCE_SECONDS) throw new InvalidProof('too old, or from the future')
  // 12: "the value of the ath claim equals the hash of that access token".
  if (ath !== accessTokenHash(accessToken)) throw new InvalidProof('made for another access token')
  return { thumbprint, jti, nonce }
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
