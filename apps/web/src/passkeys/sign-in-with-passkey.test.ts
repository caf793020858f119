import { SIGN_INS_PER_MINUTE } from '@chaperone/contracts'
import { expect, test } from 'vitest'
import { useWebDatabase } from '../testing/web-database.ts'
import { signInWithPasskey } from './sign-in-with-passkey.ts'

useWebDatabase({ id: 'usr_dana', email: 'dana@acme.example' })

/** What a network may try in a minute, whoever it says that it is. */
const PER_NETWORK = SIGN_INS_PER_MINUTE * 10

test('wrong answers use up what a network may try, and no other network’s', async () => {
  const tryFrom = async (address: string) =>
    (await signInWithPasskey({ answer: { id: 'nobody’s' }, challenge: undefined }, address)).status
  for (let attempt = 0; attempt < PER_NETWORK; attempt += 1) expect(await tryFrom('203.0.113.7')).toBe('wrong')
  expect(await tryFrom('203.0.113.7')).toBe('throttled')
  expect(await tryFrom('198.51.100.1')).toBe('wrong')
})
