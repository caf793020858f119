import { DPOP_NONCE_SECONDS } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { createNonces } from './nonces.ts'

test('a nonce is good in its period and the next, at the process that gave it out', () => {
  let seconds = 1_000 * DPOP_NONCE_SECONDS
  const nonces = createNonces(() => seconds * 1_000)
  const nonce = nonces.current()
  expect(nonces.isOurs(nonce)).toBe(true)
  expect(createNonces(() => seconds * 1_000).isOurs(nonce)).toBe(false)

  seconds += DPOP_NONCE_SECONDS
  expect(nonces.current()).not.toBe(nonce)
  expect(nonces.isOurs(nonce)).toBe(true)
  seconds += DPOP_NONCE_SECONDS
  expect(nonces.isOurs(nonce)).toBe(false)
})
