import { hash } from 'node:crypto'
import { DPOP_NONCE_SECONDS } from '@chaperone/contracts'
import type { Proof } from './verify-proof.ts'

export interface UsedProofs {
  /** True the first time a proof is shown, false from then on. */
  use(proof: Pick<Proof, 'thumbprint' | 'jti'>): boolean
}

/**
 * Remembers proofs for as long as their nonce is accepted, in two halves of which the older is dropped whole: nothing
 * is scanned, and memory is bounded by what a process can verify in those minutes: a million proofs are 200 MB.
 *
 * @see RFC 9449 §11.1
 */
export function createUsedProofs(now: () => number = Date.now): UsedProofs {
  // A nonce lives for up to two periods, so a half must not be dropped before that.
  const halfMilliseconds = 2 * DPOP_NONCE_SECONDS * 1_000
  let recent = new Set<string>()
  let older = new Set<string>()
  let turnsAt = now() + halfMilliseconds

  return {
    use({ thumbprint, jti }) {
      if (now() >= turnsAt) {
        older = now() >= turnsAt + halfMilliseconds ? new Set() : recent
        recent = new Set()
        turnsAt = now() + halfMilliseconds
      }
      const mark = hash('sha256', `${thumbprint} ${jti}`, 'base64')
      if (recent.has(mark) || older.has(mark)) return false
      recent.add(mark)
      return true
    },
  }
}
