import { createPublicKey, type KeyObject } from 'node:crypto'
import { DPOP_PROOF_TYPE, SIGNATURE_ALGORITHM } from '@chaperone/contracts'
import { calculateJwkThumbprint, decodeProtectedHeader } from 'jose'
import { z } from 'zod'

export interface ProofKey {
  key: KeyObject
  /** What the `cnf.jkt` of a token must name. @see RFC 7638 */
  thumbprint: string
}

/** 32 bytes. */
const coordinate = z.string().regex(/^[\w-]{43}$/)

/** RFC 9449 §4.2: "It MUST NOT contain a private key." */
const keySchema = z
  .looseObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate })
  .refine((jwk) => !('d' in jwk))
  .transform(({ kty, crv, x, y }) => ({ kty, crv, x, y }))

/** RFC 7515 §4.1.11 has a header refused that names an extension which is not understood, and none is here. */
const headerSchema = z
  .looseObject({ typ: z.literal(DPOP_PROOF_TYPE), alg: z.literal(SIGNATURE_ALGORITHM), jwk: keySchema })
  .refine((header) => !('crit' in header))

const MAX_REMEMBERED = 1_000

/** A header with a public key of P-256 has about 230 characters; longer ones are read anew each time, so memory stays small. */
const MAX_CHARACTERS = 512

const remembered = new Map<string, ProofKey>()

/**
 * The public key that a proof's protected header names, once the header is one of a proof. All proofs that a client
 * makes have the same header, so the last thousand are remembered by their exact text. That one is remembered says
 * nothing about a proof: every signature is verified.
 *
 * @param header as it was sent, in base64url
 * @throws Error when it is not the header of a proof
 * @see RFC 9449 §4.3, 3 to 7
 */
export async function proofKey(header: string): Promise<ProofKey> {
  const known = remembered.get(header)
  if (known) return known
  const { jwk } = headerSchema.parse(decodeProtectedHeader({ protected: header }))
  const made = { key: createPublicKey({ key: jwk, format: 'jwk' }), thumbprint: await calculateJwkThumbprint(jwk) }
  if (header.length <= MAX_CHARACTERS) {
    // A map keeps the order of insertion: the oldest goes first.
    const [oldest] = remembered.keys()
    if (remembered.size >= MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
    // A copy: what was cut out of a proof keeps all of it in memory.
    remembered.set(Buffer.from(header).toString('latin1'), made)
  }
  return made
}
