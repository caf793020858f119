import { expect, test } from 'vitest'
import { passwordProblem } from './password-policy.ts'

const about = ['Alice Comer', 'alice@example.com']

test.each([
  ['short', 'eleven-char'],
  ['long', 'ab'.repeat(101)],
  ['guessable', 'password1234'],
  ['guessable', 'qwertyuiop12'],
  ['guessable', '123456789012'],
  ['guessable', 'aaaaaaaaaaaaaaaa'],
  ['guessable', 'P@ssw0rd2024'],
  ['guessable', 'alice@example.com'],
  ['guessable', 'chaperone123'],
  ['guessable', 'chaperone-demo1'],
  ['guessable', 'Alice-password1'],
  ['guessable', 'alice2026example'],
  ['guessable', 'AliceComer2026'],
])('%s: %s', (problem, password) => {
  expect(passwordProblem(password, about)).toBe(problem)
})

test.each(['harbour lantern seven quiet', 'tW9#kd0-Lq2!mm', 'ein langes Lied über Wölfe'])(
  '%s is taken',
  (password) => {
    expect(passwordProblem(password, about)).toBeNull()
  },
)

test('the longest password is judged in a moment', () => {
  const startedAt = performance.now()
  passwordProblem('aB1!'.repeat(50), about)
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})
