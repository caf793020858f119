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

test('a password is judged by its beginning, so that no long one holds up everybody', () => {
  const slow = ['4@8({[<369&#!1|0$5+7%2/', 'p@$$w0rd', 'vv/\\/|_|', 'aB1!']
  for (const piece of slow) {
    const startedAt = performance.now()
    passwordProblem(piece.repeat(200 / piece.length), about)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  }
  expect(passwordProblem(`${'a'.repeat(64)} harbour lantern seven quiet`, about)).toBe('guessable')
})
