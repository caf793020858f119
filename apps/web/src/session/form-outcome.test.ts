import { expect, test } from 'vitest'
import { forgetOutcome, tellOutcome } from './form-outcome.ts'

test('an outcome is for one page, for a minute, and out of reach for scripts and plain http', () => {
  expect(tellOutcome({ path: '/account', outcome: 'short', isSecure: true })).toBe(
    'outcome=short; Path=/account; HttpOnly; SameSite=Strict; Max-Age=60; Secure',
  )
  expect(tellOutcome({ path: '/login', outcome: 'changed', isSecure: false })).not.toContain('Secure')
})

test('forgetting takes away the cookie of the same name and path', () => {
  expect(forgetOutcome('/account')).toBe('outcome=; Path=/account; HttpOnly; SameSite=Strict; Max-Age=0')
})
