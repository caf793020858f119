import { expect, test } from 'vitest'
import { useWebDatabase } from '../testing/web-database.ts'
import { hashPassword } from './password.ts'
import { signInWith } from './sign-in-with.ts'

const TRIES = 15
const person = { id: 'usr_dana', email: 'dana@acme.example', passwordHash: await hashPassword('of the test alone') }
useWebDatabase(person)

/** Each from an address of its own: what is refused by a limit takes no time. */
async function millisecondsFor(email: string, address: string): Promise<number> {
  const start = performance.now()
  expect((await signInWith({ email, password: 'a wrong one' }, address)).status).toBe('wrong')
  return performance.now() - start
}

// The hash takes ten times as long as everything else. Without the decoy the two differ by that factor. The quickest of
// many tries is compared: what a busy machine adds to some of them is in neither.
test('an address that has an account takes as long as one that has none', async () => {
  await millisecondsFor('first@acme.example', '192.0.2.1')
  const known: number[] = []
  const unknown: number[] = []
  for (let n = 0; n < TRIES; n += 1) {
    unknown.push(await millisecondsFor(`nobody-${n}@acme.example`, `198.51.100.${n}`))
    known.push(await millisecondsFor(person.email, `203.0.113.${n}`))
  }
  const ratio = Math.min(...unknown) / Math.min(...known)
  expect(ratio).toBeGreaterThan(1 / 2)
  expect(ratio).toBeLessThan(2)
})
