import type { IncomingMessage } from 'node:http'
import { oauthErrors } from '@chaperone/contracts'
import { Refusal } from '../refusal.ts'
import type { Nonces } from './nonces.ts'
import type { UsedProofs } from './used-proofs.ts'
import { InvalidProof, type Proof, verifyProof } from './verify-proof.ts'

interface ProofOptions {
  request: IncomingMessage
  accessToken: string
  /** Resource identifier. */
  url: string
  nonces: Nonces
}

/**
 * The proof that came with a DPoP-bound token, made for this request and with a nonce of ours.
 *
 * @throws Refusal 401 `invalid_dpop_proof`, or `use_dpop_nonce` for an honest proof that needs a fresh nonce
 * @see RFC 9449 §7.1, §9
 */
export async function checkProof({ request, accessToken, url, nonces }: ProofOptions): Promise<Proof> {
  const header = request.headers.dpop
  // Repeated headers arrive joined by a comma, which is in no JWT.
  if (typeof header !== 'string') throw invalidProof('Send one DPoP header with a proof for this request.')
  const proof = await verifyProof(header, { accessToken, url, method: request.method ?? '' }).catch(
    (error: unknown) => {
      throw error instanceof InvalidProof ? invalidProof('The proof is not one for this request.') : error
    },
  )
  if (proof.nonce === undefined || !nonces.isOurs(proof.nonce)) {
    throw new Refusal({
      status: 401,
      code: oauthErrors.useDpopNonce,
      description: 'Repeat the request with a new proof that contains the nonce of the DPoP-Nonce header.',
      scheme: 'DPoP',
    })
  }
  return proof
}

/** Lets each proof through once. Asked only when the token is known to be good, so that strangers fill no memory. */
export function requireNewProof(proof: Proof, used: UsedProofs): void {
  // RFC 9449 §11.1: "store the jti value of each DPoP proof for the time window in which [it] would be accepted".
  if (!used.use(proof)) throw invalidProof('This proof was used before.')
}

function invalidProof(description: string): Refusal {
  return new Refusal({ status: 401, code: oauthErrors.invalidDpopProof, description, scheme: 'DPoP' })
}
