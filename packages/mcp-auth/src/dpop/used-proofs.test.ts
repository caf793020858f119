import { DPOP_NONCE_SECONDS } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { createUsedProofs } from './used-proofs.ts'

test('a proof is new once, for as long as its nonce can be accepted; another key’s proof may have the same jti', () => {
  let seconds = 0
  const used = createUsedProofs(() => seconds * 1_000)
  const proof = { thumbprint: 'a', jti: '1' }
  expect(used.use(proof)).toBe(true)
  expect(used.use({ thumbprint: 'b', jti: '1' })).toBe(true)

  // Nonces of a period are accepted until the end of the next one.
  for (; seconds <= 2 * DPOP_NONCE_SECONDS; seconds += 1) expect(used.use(proof)).toBe(false)
})
